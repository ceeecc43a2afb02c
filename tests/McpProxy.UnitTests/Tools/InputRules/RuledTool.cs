using System.Text;
using System.Text.Json;
using McpProxy.Configuration;
using McpProxy.Testing;
using McpProxy.Tools;
using McpProxy.Tools.InputRules;
using McpProxy.Tools.Schema;

namespace McpProxy.UnitTests.Tools.InputRules;

/// <summary>Applies input rules without a proxy around them.</summary>
internal static class RuledTool
{
    /// <summary>A tool with one argument <c>x</c>.</summary>
    /// <param name="schema">Its JSON Schema.</param>
    /// <param name="coercions">What is mended.</param>
    public static ToolBinding Coercing(string schema, params Coercion[] coercions) =>
        SomeTool.With("POST /a", ("x", new ParameterConfig { Schema = JsonElement.Parse(schema), Coerce = coercions }));

    /// <summary>The arguments as the schema sees them.</summary>
    public static string Rewrite(ToolBinding tool, string arguments, TimeProvider? time = null) => Rewrite(tool, Encoding.UTF8.GetBytes(arguments), out _, time) ?? arguments;

    /// <summary>The same of bytes; null when the rules leave them as they are.</summary>
    public static string? Rewrite(ToolBinding tool, byte[] arguments, out ArgumentConflict? conflict, TimeProvider? time = null)
    {
        using var tape = JsonTape.Parse(arguments, 64);
        using var rewritten = tool.InputRules!.Rewrite(tape, time ?? new TestTimeProvider(), 64, out conflict);
        return rewritten is null ? null : Encoding.UTF8.GetString(rewritten.WrittenSpan);
    }
}
