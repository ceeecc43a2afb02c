using System.Text.Json;
using McpProxy.Dispatch;
using McpProxy.Tools.Schema;

namespace McpProxy.Shaping;

/// <summary>Reads the answer of an upstream that needs input (2026-07-28, basic/patterns/mrtr).</summary>
internal static class InputRequiredReader
{
    /// <summary>Enough for one form per question and one page of questions.</summary>
    private const int MaxRequests = 16;

    private const int MaxKeyLength = 128;

    /// <summary>Reads an answer of type <c>application/vnd.mcp.tool-result+json</c>.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="body">Its body; not disposed.</param>
    /// <param name="problem">What is wrong with it; null when it is as it should be, or asks for nothing.</param>
    /// <returns>What it asks for; null when it asks for nothing, or wrongly.</returns>
    public static InputRequiredOutcome? Read(UpstreamAnswer answer, PooledBuffer body, out string? problem)
    {
        problem = null;
        if (body.WrittenSpan.IndexOf("input_required"u8) < 0)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(body.WrittenMemory, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return Read(answer, document.RootElement, out problem);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            problem = "it is not valid JSON";
            return null;
        }
    }

    private static InputRequiredOutcome? Read(UpstreamAnswer answer, JsonElement root, out string? problem)
    {
        problem = null;
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("resultType"u8, out var type) || type.ValueKind != JsonValueKind.String || !type.ValueEquals("input_required"u8))
        {
            return null;
        }

        var hasState = root.TryGetProperty("requestState"u8, out var state) && state.ValueKind != JsonValueKind.Null;
        if (hasState && state.ValueKind != JsonValueKind.String)
        {
            problem = "its requestState is not a string";
            return null;
        }

        var requests = new List<InputRequest>();
        if (root.TryGetProperty("inputRequests"u8, out var asked) && asked.ValueKind != JsonValueKind.Null)
        {
            problem = ReadRequests(asked, requests);
        }

        if (problem is null && requests.Count == 0 && !hasState)
        {
            problem = "it needs input, but has neither inputRequests nor a requestState";
        }

        return problem is null
            ? new InputRequiredOutcome(requests, hasState ? state.GetString() : null, answer.RequestId, declaresOutput: !answer.Tool.Definition.OutputSchema.IsEmpty)
            : null;
    }

    private static string? ReadRequests(JsonElement asked, List<InputRequest> requests)
    {
        if (asked.ValueKind != JsonValueKind.Object)
        {
            return "its inputRequests are not an object";
        }

        foreach (var member in asked.EnumerateObject())
        {
            if (requests.Count == MaxRequests || member.Name.Length > MaxKeyLength)
            {
                return $"it has more than {MaxRequests} inputRequests, or a key of more than {MaxKeyLength} characters";
            }

            if (ReadRequest(member, out var request) is { } problem)
            {
                return $"the input request '{member.Name}' {problem}";
            }

            requests.Add(request!); // Set when there is no problem.
        }

        return null;
    }

    private static string? ReadRequest(JsonProperty member, out InputRequest? request)
    {
        request = null;
        if (member.Value.ValueKind != JsonValueKind.Object || !member.Value.TryGetProperty("method"u8, out var method) || method.ValueKind != JsonValueKind.String)
        {
            return "has no method";
        }

        InputKind? kind = method.GetString() switch
        {
            "elicitation/create" => InputKind.Elicitation,
            "sampling/createMessage" => InputKind.Sampling,
            "roots/list" => InputKind.Roots,
            _ => null,
        };
        if (kind is not { } known)
        {
            return "is not elicitation/create, sampling/createMessage or roots/list";
        }

        var hasParams = member.Value.TryGetProperty("params"u8, out var parameters) && parameters.ValueKind != JsonValueKind.Null;
        if (hasParams ? parameters.ValueKind != JsonValueKind.Object : known != InputKind.Roots)
        {
            return "has no params object";
        }

        request = new InputRequest(member.Name, known, hasParams ? parameters.Clone() : default);
        return known switch
        {
            InputKind.Elicitation => CheckElicitation(request),
            InputKind.Sampling => CheckSampling(parameters),
            _ => null,
        };
    }

    private static string? CheckElicitation(InputRequest request)
    {
        if (!HasMember(request.Params, "message"u8, JsonValueKind.String))
        {
            return "has no message";
        }

        if (request.Params.TryGetProperty("mode"u8, out var mode) && !(mode.ValueKind == JsonValueKind.String && (mode.ValueEquals("form"u8) || mode.ValueEquals("url"u8))))
        {
            return "has a mode that is neither form nor url";
        }

        if (request.IsUrl)
        {
            return HasMember(request.Params, "url"u8, JsonValueKind.String) ? null : "has no url";
        }

        return HasMember(request.Params, "requestedSchema"u8, JsonValueKind.Object) && CompileForm(request.Form!.Value) is not null
            ? null
            : "has no requestedSchema that is a JSON Schema";
    }

    /// <summary>Compiles the schema of a form; null when it is none.</summary>
    public static CompiledSchema? CompileForm(JsonElement schema) => CompiledSchema.Compile(schema, FormOptions, []);

    private static SchemaCompilerOptions FormOptions { get; } = new() { MaxSubschemas = 500 };

    private static string? CheckSampling(JsonElement parameters)
    {
        if (!HasMember(parameters, "messages"u8, JsonValueKind.Array))
        {
            return "has no messages";
        }

        return parameters.TryGetProperty("maxTokens"u8, out var tokens) && tokens.ValueKind == JsonValueKind.Number && tokens.TryGetInt32(out var limit) && limit > 0
            ? null
            : "has no maxTokens";
    }

    private static bool HasMember(JsonElement value, ReadOnlySpan<byte> name, JsonValueKind kind) =>
        value.TryGetProperty(name, out var member) && member.ValueKind == kind;
}
