using System.Net;

namespace McpProxy.IntegrationTests.Cli;

/// <summary>What ASP.NET Core's own host does before its endpoints, the executable does too.</summary>
public sealed class HostPolicyTests : IDisposable
{
    private readonly WorkFolder _folder = new();
    private readonly HttpClient _http = new();

    public void Dispose()
    {
        _http.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("v2/profiles")]
    [InlineData("health/live")]
    public async Task AllowedHosts_OtherName_IsRefusedEverywhere(string path)
    {
        var (process, address) = await CliProcess.RunAsync(_folder.Path, [], ("AllowedHosts", "gateway.example;*.example.org"));
        await using var _ = process;

        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(address, path, host: null));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync(address, path, "evil.example"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(address, path, "gateway.example:8000"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(address, path, "a.example.org"));
    }

    [Fact]
    public async Task CorsPolicy_Disable_AnswersPreflightsAndLetsTheRestThrough()
    {
        var config = _folder.Write("proxy.json", """
            {
              "McpProxy": { "Simulator": { "Enabled": true } },
              "ReverseProxy": {
                "Routes": { "e": { "ClusterId": "c", "CorsPolicy": "disable", "Match": { "Path": "/echo/{**rest}", "Methods": [ "GET" ] } } },
                "Clusters": { "c": { "Destinations": { "d": { "Address": "simulator://na/" } } } }
              }
            }
            """);
        var (process, address) = await CliProcess.RunAsync(_folder.Path, ["--config", config]);
        await using var _ = process;
        using var preflight = new HttpRequestMessage(HttpMethod.Options, new Uri(address, "echo/x"));
        preflight.Headers.Add("Origin", "https://page.example");
        preflight.Headers.Add("Access-Control-Request-Method", "GET");

        using var answer = await _http.SendAsync(preflight, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
        Assert.False(answer.Headers.Contains("Access-Control-Allow-Origin"));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(address, "echo/x", host: null));
    }

    private async Task<HttpStatusCode> StatusAsync(Uri address, string path, string? host)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, path));
        request.Headers.Host = host;
        using var response = await _http.SendAsync(request, TestContext.Current.CancellationToken);
        return response.StatusCode;
    }
}
