using System.Text.Json;
using McpProxy.Completions;
using McpProxy.Configuration;
using McpProxy.Mcp.Surface;
using McpProxy.Mcp.Wire;
using McpProxy.Tools.Schema;

namespace McpProxy.Mcp.Methods;

/// <summary>The params of <c>completion/complete</c> (2025-11-25, server/utilities/completion).</summary>
/// <param name="Completion">What is proposed for the argument; null for nothing.</param>
/// <param name="Typed">What was typed so far.</param>
/// <param name="Others">The values of <c>context.arguments</c>.</param>
internal sealed record CompleteParams(CompletionBinding? Completion, string Typed, IReadOnlyDictionary<string, string> Others)
{
    /// <summary>Reads the params.</summary>
    /// <returns>Why they are refused, or null.</returns>
    public static McpFault? Read(JsonSlice raw, ToolsetSurface toolset, out CompleteParams? parameters)
    {
        parameters = null;
        if (!raw.IsObject)
        {
            return McpFault.InvalidParams("ref and argument are required.");
        }

        try
        {
            using var tape = JsonTape.Parse(raw.Raw, toolset.Surface.Config.Limits.MaxJsonDepth);
            return Read(tape, toolset, out parameters);
        }
        catch (JsonException)
        {
            return McpFault.InvalidParams("a member occurs twice.");
        }
    }

    private static McpFault? Read(JsonTape tape, ToolsetSurface toolset, out CompleteParams? parameters)
    {
        parameters = null;
        if (!tape.TryGetProperty(JsonTape.Root, "ref"u8, out var reference) || Text(tape, reference, "type"u8) is not { } type)
        {
            return McpFault.InvalidParams("ref must be an object with a type.");
        }

        if (!tape.TryGetProperty(JsonTape.Root, "argument"u8, out var argument)
            || Text(tape, argument, "name"u8) is not { } name || Text(tape, argument, "value"u8) is not { } typed)
        {
            return McpFault.InvalidParams("argument must be an object with the strings name and value.");
        }

        var limits = toolset.Surface.Config.Limits;
        if (typed.Length > limits.MaxPromptArgumentLength)
        {
            return McpFault.InvalidParams($"argument.value has {typed.Length} characters and may have {limits.MaxPromptArgumentLength}.");
        }

        if (ReadOthers(tape, limits, out var others) is { } fault)
        {
            return fault;
        }

        var (completion, unknown) = Find(toolset, type, Text(tape, reference, type == "ref/prompt" ? "name"u8 : "uri"u8), name);
        parameters = unknown is null ? new CompleteParams(completion, typed, others) : null;
        return unknown;
    }

    private static (CompletionBinding? Completion, McpFault? Unknown) Find(ToolsetSurface toolset, string type, string? target, string argument) => (type, target) switch
    {
        ("ref/prompt", null) => (null, McpFault.InvalidParams("ref.name must be a string.")),
        ("ref/prompt", _) => toolset.Toolset.FindPrompt(target) is { } prompt
            ? (prompt.Arguments.FirstOrDefault(a => a.Name == argument)?.Completion, null)
            : (null, PromptsGetHandler.UnknownPrompt(target)),
        ("ref/resource", null) => (null, McpFault.InvalidParams("ref.uri must be a string.")),
        ("ref/resource", _) when toolset.Toolset.Resources.FindTemplate(target) is { } template => (template.Completions.GetValueOrDefault(argument), null),
        ("ref/resource", _) => (null, McpFault.InvalidParams($"unknown resource template \"{OneLine.Echo(target)}\".")),
        _ => (null, McpFault.InvalidParams("ref.type must be ref/prompt or ref/resource.")),
    };

    private static McpFault? ReadOthers(JsonTape tape, McpLimitsConfig limits, out Dictionary<string, string> others)
    {
        others = new(StringComparer.Ordinal);
        if (!tape.TryGetProperty(JsonTape.Root, "context"u8, out var context) || !tape.TryGetProperty(context, "arguments"u8, out var arguments))
        {
            return null;
        }

        if (tape.Kind(arguments) != JsonTokenType.StartObject || tape.Count(arguments) > limits.MaxArguments)
        {
            return McpFault.InvalidParams($"context.arguments must be an object with at most {limits.MaxArguments} members.");
        }

        var end = tape.Next(arguments);
        for (var name = arguments + 1; name < end; name = tape.Next(name + 1))
        {
            if (tape.Kind(name + 1) != JsonTokenType.String || tape.HasLoneSurrogate(name + 1) || tape.MaxTextLength(name + 1) > limits.MaxPromptArgumentLength * 6L)
            {
                return McpFault.InvalidParams("a value of context.arguments is not a string, or too long.");
            }

            others[tape.GetString(name)] = tape.GetString(name + 1);
        }

        return null;
    }

    private static string? Text(JsonTape tape, int parent, ReadOnlySpan<byte> name) =>
        tape.TryGetProperty(parent, name, out var value) && tape.Kind(value) == JsonTokenType.String && !tape.HasLoneSurrogate(value) ? tape.GetString(value) : null;
}
