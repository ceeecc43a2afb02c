using System.Collections.Concurrent;
using System.Net;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace McpProxy.IntegrationTests.TokenExchange;

/// <summary>A token endpoint on a real Kestrel that answers nobody without a certificate of its authority.</summary>
internal sealed class GuardedTokenServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private GuardedTokenServer(WebApplication app) => _app = app;

    /// <summary>Who called: the name in the certificate, and the version of TLS.</summary>
    public ConcurrentQueue<(string Name, SslProtocols Protocol)> Callers { get; } = [];

    public string Url => $"https://localhost:{new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port}/token";

    /// <param name="office">Who issued the certificates.</param>
    /// <param name="protocols">Versions of TLS that it speaks.</param>
    public static async Task<GuardedTokenServer> StartAsync(CertificateOffice office, SslProtocols protocols = SslProtocols.None)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(https =>
        {
            https.ServerCertificate = office.IssueServer();
            https.ClientCertificateMode = ClientCertificateMode.RequireCertificate;
            https.ClientCertificateValidation = (certificate, _, _) => office.Knows(certificate);
            https.SslProtocols = protocols;
        })));
        var app = builder.Build();
        var server = new GuardedTokenServer(app);
        app.MapPost("/token", (HttpContext context) =>
        {
            var tls = context.Features.Get<Microsoft.AspNetCore.Connections.Features.ITlsHandshakeFeature>()!;
            server.Callers.Enqueue((context.Connection.ClientCertificate!.GetNameInfo(X509NameType.SimpleName, false), tls.Protocol));
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync("""{ "access_token": "from-the-guarded-server", "expires_in": 3600, "token_type": "bearer" }""");
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
