using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace McpProxy.IntegrationTests.TokenExchange;

/// <summary>Token servers that demand a client certificate, and that no authority of the system knows.</summary>
public sealed class TlsTests : IDisposable
{
    private const string Password = "password-of-a-key-in-a-test";

    private readonly CertificateOffice _office = new();

    public void Dispose() => _office.Dispose();

    [Theory]
    [InlineData("pem")]
    [InlineData("pem with its key beside it")]
    [InlineData("encrypted pem")]
    [InlineData("pfx")]
    [InlineData("pfx in a variable")]
    public async Task Certificate_ThatTheServerDemands_IsShownOnBothDoors(string form)
    {
        await using var server = await GuardedTokenServer.StartAsync(_office);
        await using var proxy = await StartAsync(server, $"{Certificate(form)}, {Authority}");

        using var response = await proxy.SendAsync();
        await proxy.CallAsync("another:secret-token-0123456789");

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Bearer from-the-guarded-server", proxy.Upstream("Authorization"));
        Assert.Equal(["partner", "partner"], server.Callers.Select(c => c.Name));
    }

    [Fact]
    public async Task Certificate_NotConfigured_TheServerIsNotReached()
    {
        await using var server = await GuardedTokenServer.StartAsync(_office);
        await using var proxy = await StartAsync(server, Authority);

        var error = await proxy.FailAsync();

        Assert.Equal(("upstream_unreachable", true), (error.GetProperty("kind").GetString(), error.GetProperty("retryable").GetBoolean()));
        Assert.Empty(server.Callers);
    }

    /// <summary>A server is believed only if it can prove its name to an authority that is trusted.</summary>
    [Theory]
    [InlineData("the system's authorities")]
    [InlineData("another authority")]
    [InlineData("another name")]
    public async Task Server_ThatCannotProveItsName_GetsNothing(string trusted)
    {
        using var other = new CertificateOffice();
        await using var server = await GuardedTokenServer.StartAsync(_office);
        var tls = trusted switch
        {
            "another authority" => $"""{Certificate("pem")}, "CertificateAuthorities": [ "file:{other.RootFile}" ]""",
            "another name" => $"{Certificate("pem")}, {Authority}",
            _ => Certificate("pem"),
        };
        var url = trusted == "another name" ? server.Url.Replace("localhost", "other.localhost", StringComparison.Ordinal) : server.Url;
        await using var proxy = await StartAsync(url, tls);

        var error = await proxy.FailAsync();

        Assert.Equal("upstream_unreachable", error.GetProperty("kind").GetString());
        Assert.Empty(server.Callers);
    }

    [Fact]
    public async Task Certificate_RenewedOnDisk_IsShownFromThenOn()
    {
        await using var server = await GuardedTokenServer.StartAsync(_office);
        var file = _office.Write("own.pem", CertificateOffice.Pem(_office.IssueClient("before")));
        await using var proxy = await StartAsync(server, $"""  "Certificate": "file:{file}", {Authority}""");
        using var first = await proxy.SendAsync("first:secret-token-0123456789");

        _office.Write("own.pem", "half of a certificate");
        proxy.Time.Advance(TimeSpan.FromSeconds(10));
        using var meanwhile = await proxy.SendAsync("meanwhile:secret-token-0123456789");
        _office.Write("own.pem", CertificateOffice.Pem(_office.IssueClient("after")));
        proxy.Time.Advance(TimeSpan.FromSeconds(10));
        using var last = await proxy.SendAsync("last:secret-token-0123456789");

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.OK), (first.StatusCode, meanwhile.StatusCode, last.StatusCode));
        Assert.Equal(["before", "before", "after"], server.Callers.Select(c => c.Name));
        Assert.Contains(proxy.Log.Entries, e => e.Contains("What was read before stays in use", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Tls12", false)]
    [InlineData("Tls13", true)]
    public async Task MinimumProtocol_AboveTheServers_IsNotReached(string least, bool isRefused)
    {
        await using var server = await GuardedTokenServer.StartAsync(_office, SslProtocols.Tls12);
        await using var proxy = await StartAsync(server, $"""{Certificate("pem")}, {Authority}, "MinimumProtocol": "{least}" """);

        using var response = await proxy.SendAsync();

        Assert.Equal(isRefused ? HttpStatusCode.BadGateway : HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(isRefused ? [] : [SslProtocols.Tls12], server.Callers.Select(c => c.Protocol));
    }

    /// <summary>What a step says takes the place of what the exchange says.</summary>
    [Fact]
    public async Task Step_WithOptionsOfItsOwn_UsesThese()
    {
        await using var server = await GuardedTokenServer.StartAsync(_office);
        await using var proxy = await PartnerProxy.StartAsync(_ => Exchange(server.Url, Authority, $$""", "Tls": { {{Certificate("pem")}}, {{Authority}} }"""));

        using var response = await proxy.SendAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Single(server.Callers);
    }

    private string Authority => $"""  "CertificateAuthorities": [ "file:{_office.RootFile}" ] """;

    private static Task<PartnerProxy> StartAsync(GuardedTokenServer server, string tls) => StartAsync(server.Url, tls);

    private static Task<PartnerProxy> StartAsync(string url, string tls) => PartnerProxy.StartAsync(_ => Exchange(url, tls));

    private static string Exchange(string url, string tls, string more = "") => $$"""
        {
          "Tls": { {{tls}} },
          "Steps": { "token": { "Url": "{{url}}", "Form": { "refresh_token": "{subject}" }, "Read": { "access_token": "/access_token" } {{more}} } },
          "Items": { "access_token": "{token.access_token}" }
        }
        """;

    private string Certificate(string form)
    {
        using var own = _office.IssueClient("partner");
        var password = $"file:{_office.Write("password", Password)}";
        switch (form)
        {
            case "pem":
                return $"""  "Certificate": "file:{_office.Write("own.pem", CertificateOffice.Pem(own))}" """;
            case "pem with its key beside it":
                var key = _office.Write("own.key", own.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
                return $"""  "Certificate": "file:{_office.Write("own.pem", own.ExportCertificatePem())}", "CertificateKey": "file:{key}" """;
            case "encrypted pem":
                var sealedKey = own.GetECDsaPrivateKey()!.ExportEncryptedPkcs8PrivateKeyPem(Password, new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000));
                return $"""  "Certificate": "file:{_office.Write("own.pem", own.ExportCertificatePem() + "\n" + sealedKey)}", "CertificatePassword": "{password}" """;
            case "pfx":
                return $"""  "Certificate": "file:{_office.Write("own.pfx", own.Export(X509ContentType.Pkcs12, Password))}", "CertificatePassword": "{password}" """;
            default:
                Environment.SetEnvironmentVariable("TLS_TESTS_PFX", Convert.ToBase64String(own.Export(X509ContentType.Pkcs12, Password)));
                return $"""  "Certificate": "env:TLS_TESTS_PFX", "CertificatePassword": "{password}" """;
        }
    }
}
