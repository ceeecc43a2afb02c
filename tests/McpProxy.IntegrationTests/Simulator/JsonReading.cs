using System.Text;
using System.Text.Json.Nodes;

namespace McpProxy.IntegrationTests.Simulator;

internal static class JsonReading
{
    /// <summary>Sends a request and reads the JSON answer, whatever its status.</summary>
    public static async Task<JsonNode> SendForJsonAsync(this HttpClient client, HttpMethod method, string path, string? json = null, string mediaType = "application/json")
    {
        using var request = new HttpRequestMessage(method, path);
        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, mediaType);
        }

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return JsonNode.Parse(body) ?? throw new InvalidOperationException("The body is null.");
    }

    public static Task<JsonNode> GetJsonAsync(this HttpClient client, string path) => client.SendForJsonAsync(HttpMethod.Get, path);
}
