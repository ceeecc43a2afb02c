using System.Globalization;

namespace McpProxy.IntegrationTests.TokenExchange;

/// <summary>Callers behind a gateway that sends all their requests over one connection: what the proxy remembers of it must not mix them up.</summary>
public sealed class SharedConnectionTests
{
    /// <summary>As long as each other; two differ in the last character only, one in the first. One more than is remembered.</summary>
    private static readonly string[] Tokens = ["acct:secret-token-01234567890", "acct:secret-token-0123456789X", "bcct:secret-token-01234567890"];

    [Theory]
    [InlineData(true, "Authorization")]
    [InlineData(false, "X-Openbridge-Token")]
    public async Task TokensTakeTurnsOnOneConnection_EachGetsItsOwnAccount(bool asksCallers, string header)
    {
        await using var proxy = await PartnerProxy.OpenBridgeAsync(asksCallers: asksCallers);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1 }) { BaseAddress = proxy.Host.Address };

        foreach (var token in (int[])[0, 0, 1, 0, 1, 1, 2, 0, 1, 2, 2])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "/echo/x");
            request.Headers.TryAddWithoutValidation(header, $"Bearer {Tokens[token]}");
            using var response = await http.SendAsync(request, TestContext.Current.CancellationToken);
            response.EnsureSuccessStatusCode();

            var own = proxy.Simulator.OpenBridge.AccountOf(Tokens[token]).Identities[0].ProfileIds[0];
            Assert.Equal(own.ToString(CultureInfo.InvariantCulture), proxy.Upstream("Seen-Profile"));
        }
    }
}
