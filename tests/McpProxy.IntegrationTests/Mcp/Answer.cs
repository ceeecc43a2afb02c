using System.Net;
using System.Text.Json.Nodes;

namespace McpProxy.IntegrationTests.Mcp;

/// <summary>What came back for one POST: a JSON body, or the last event of a stream.</summary>
internal sealed record Answer(HttpStatusCode Status, string? MediaType, JsonNode? Body, HttpResponseMessage Response)
{
    public int? Code => (int?)Body?["error"]?["code"];

    public JsonNode? Result => Body?["result"];

    public static async Task<Answer> ReadAsync(HttpResponseMessage response)
    {
        var text = await response.Content.ReadAsStringAsync();
        var type = response.Content.Headers.ContentType?.MediaType;
        var json = type == "text/event-stream" ? LastEvent(text) : text;
        return new Answer(response.StatusCode, type, json.Length == 0 ? null : JsonNode.Parse(json), response);
    }

    private static string LastEvent(string text) =>
        text.Split('\n').LastOrDefault(l => l.StartsWith("data: ", StringComparison.Ordinal))?["data: ".Length..] ?? "";
}
