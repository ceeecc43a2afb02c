using System.Text;
using System.Text.Json;
using McpProxy.Mcp.Wire;
using McpProxy.Shaping;
using McpProxy.Tools.Schema;

namespace McpProxy.Mcp.Input;

/// <summary>Whether a client's answer is one to what it was asked.</summary>
internal static class AnswerCheck
{
    private const int MaxDepth = 64;

    /// <summary>Checks an answer.</summary>
    /// <param name="kind">What was asked.</param>
    /// <param name="form">The schema of a form; null for everything else.</param>
    /// <param name="answer">The result the client gave.</param>
    /// <returns>What is wrong with it, or null.</returns>
    public static string? Check(InputKind kind, JsonElement? form, JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Object)
        {
            return "it is not an object";
        }

        return kind switch
        {
            InputKind.Elicitation => CheckElicitation(form, answer),
            InputKind.Sampling => CheckSampling(answer),
            _ => CheckRoots(answer),
        };
    }

    private static string? CheckElicitation(JsonElement? form, JsonElement answer)
    {
        if (!Is(answer, "action"u8, JsonValueKind.String, out var action) || action.GetString() is not ("accept" or "decline" or "cancel"))
        {
            return "its action is not accept, decline or cancel";
        }

        if (form is not { } schema || !action.ValueEquals("accept"u8))
        {
            return null;
        }

        return Is(answer, "content"u8, JsonValueKind.Object, out var content) ? CheckContent(schema, content) : "it accepts, but has no content";
    }

    private static string? CheckContent(JsonElement schema, JsonElement content)
    {
        if (InputRequiredReader.CompileForm(schema) is not { } compiled)
        {
            return null; // It was compiled before it was asked.
        }

        using var tape = JsonTape.Parse(JsonBytes.Write(content.WriteTo), MaxDepth);
        var violations = new SchemaViolations(5);
        return compiled.Validate(tape, JsonTape.Root, violations) ? null : Describe(violations);
    }

    private static string Describe(SchemaViolations violations)
    {
        var text = new StringBuilder("its content does not fit the requested schema");
        foreach (var violation in violations.Items)
        {
            text.Append("; ").Append(violation.Pointer.Length == 0 ? "(root)" : violation.Pointer).Append(": ").Append(violation.Message);
        }

        return text.ToString();
    }

    private static string? CheckSampling(JsonElement answer)
    {
        if (!Is(answer, "role"u8, JsonValueKind.String, out _) || !Is(answer, "model"u8, JsonValueKind.String, out _))
        {
            return "it has no role or no model";
        }

        return answer.TryGetProperty("content"u8, out var content) && content.ValueKind is JsonValueKind.Object or JsonValueKind.Array ? null : "it has no content";
    }

    private static string? CheckRoots(JsonElement answer)
    {
        if (!Is(answer, "roots"u8, JsonValueKind.Array, out var roots))
        {
            return "it has no roots";
        }

        foreach (var root in roots.EnumerateArray())
        {
            if (root.ValueKind != JsonValueKind.Object || !Is(root, "uri"u8, JsonValueKind.String, out _))
            {
                return "a root has no uri";
            }
        }

        return null;
    }

    private static bool Is(JsonElement value, ReadOnlySpan<byte> name, JsonValueKind kind, out JsonElement member) =>
        value.TryGetProperty(name, out member) && member.ValueKind == kind;
}
