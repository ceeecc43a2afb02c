using System.Text;
using System.Text.Json.Nodes;

namespace ConformanceUpstream;

/// <summary>What the gateway brings of the input that an earlier answer asked for.</summary>
/// <param name="Answers">The client's answers by the names we gave them.</param>
/// <param name="State">The state we gave out with the questions, or null.</param>
internal sealed record GivenInput(JsonObject Answers, string? State)
{
    private const string ToolResult = "application/vnd.mcp.tool-result+json";

    public static GivenInput Read(HttpRequest request)
    {
        var encoded = request.Headers["Mcp-Input-Responses"].ToString();
        var answers = encoded.Length == 0 ? [] : JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(encoded)))!.AsObject();
        return new GivenInput(answers, request.Headers["Mcp-Request-State"] is [{ } state] ? state : null);
    }

    public bool Has(params string[] names) => names.All(Answers.ContainsKey);

    /// <summary>Asks the client.</summary>
    public static IResult Ask(string inputRequests, string? state = null)
    {
        var result = new JsonObject { ["resultType"] = "input_required", ["inputRequests"] = JsonNode.Parse(inputRequests) };
        if (state is not null)
        {
            result["requestState"] = state;
        }

        return Results.Text(result.ToJsonString(), ToolResult);
    }
}
