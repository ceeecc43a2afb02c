using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using AdsSimulator;

namespace McpProxy.IntegrationTests.Simulator;

/// <summary>Speaks to the simulated OpenBridge as a partner does.</summary>
internal sealed class OpenBridgeClient(RunningSimulator simulator) : IDisposable
{
    public const string ExampleToken = "acct:secret-token-0123456789";

    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false }) { BaseAddress = simulator.BaseAddress };

    public async Task<(HttpStatusCode Status, JsonNode Body)> ExchangeAsync(string refreshToken)
    {
        using var content = new StringContent("""{"data":{"type":"APIAuth","attributes":{"refresh_token":"TOKEN"}}}""".Replace("TOKEN", refreshToken, StringComparison.Ordinal), Encoding.UTF8, "application/json");
        using var response = await _client.PostAsync("/openbridge/auth/api/ref", content, TestContext.Current.CancellationToken);
        return (response.StatusCode, await ReadAsync(response));
    }

    public async Task<string> GetJwtAsync(string refreshToken)
    {
        var (status, body) = await ExchangeAsync(refreshToken);
        Assert.Equal(HttpStatusCode.Accepted, status);
        return body["data"]!["attributes"]!["token"]!.GetValue<string>();
    }

    public async Task<(HttpStatusCode Status, JsonNode Body)> GetAsync(string path, string jwt, string apiKey)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Add("Authorization", $"Bearer {jwt}");
        request.Headers.Add("x-api-key", apiKey);
        using var response = await _client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response.StatusCode, await ReadAsync(response));
    }

    /// <summary>Exchanges the token and asks for something with the result.</summary>
    public async Task<JsonNode> GetAsync(string path, string refreshToken)
    {
        var (status, body) = await GetAsync(path, await GetJwtAsync(refreshToken), refreshToken);
        Assert.Equal(HttpStatusCode.OK, status);
        return body;
    }

    public void Dispose() => _client.Dispose();

    private static async Task<JsonNode> ReadAsync(HttpResponseMessage response) =>
        JsonNode.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)) ?? throw new InvalidOperationException("The body is null.");
}
