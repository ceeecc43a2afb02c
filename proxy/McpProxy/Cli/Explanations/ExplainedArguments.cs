using System.Text;
using System.Text.Json;
using McpProxy.Tools;
using McpProxy.Tools.Binding;
using McpProxy.Tools.InputRules;
using McpProxy.Tools.Schema;

namespace McpProxy.Host.Cli.Explanations;

/// <summary>The arguments of a call, and what the tool's input rules made of them.</summary>
internal sealed class ExplainedArguments
{
    private readonly JsonElement _given;
    private readonly JsonElement _sent;
    private readonly ToolInputRules? _rules;

    /// <param name="tool">The tool.</param>
    /// <param name="arguments">A JSON object that the tool takes.</param>
    /// <param name="maxDepth">Levels that arguments may have.</param>
    /// <param name="time">The clock of the call.</param>
    public ExplainedArguments(ToolBinding tool, ReadOnlyMemory<byte> arguments, int maxDepth, TimeProvider time)
    {
        _rules = tool.InputRules;
        _given = Parse(arguments.Span, maxDepth);
        using var tape = JsonTape.Parse(arguments, maxDepth);
        using var rewritten = _rules?.Rewrite(tape, time, maxDepth, out _);
        _sent = rewritten is null ? _given : Parse(rewritten.WrittenSpan, maxDepth);
    }

    public bool IsSent(ParameterBinding parameter) => parameter.Const is not null || parameter.Default is not null || _sent.TryGetProperty(parameter.Name, out _);

    /// <summary>The value as JSON.</summary>
    public string ValueOf(ParameterBinding parameter) =>
        parameter.Const is null && _sent.TryGetProperty(parameter.Name, out var value) ? value.GetRawText() : Encoding.UTF8.GetString((parameter.Const ?? parameter.Default)!.Tape.RawSpan(JsonTape.Root)); // It is sent.

    public string OriginOf(ParameterBinding parameter)
    {
        if (parameter.Const is not null)
        {
            return $"constant '{parameter.Name}'";
        }

        if (!_sent.TryGetProperty(parameter.Name, out var sent))
        {
            return $"default of '{parameter.Name}'";
        }

        if (_given.TryGetProperty(parameter.Name, out var own))
        {
            return $"argument '{parameter.Name}'{Coerced(own, sent)}";
        }

        var rule = _rules!.Rules.First(r => r.Name == parameter.Name); // What is sent and not given is of a rule.
        var alias = rule.Names.Select(Encoding.UTF8.GetString).FirstOrDefault(n => _given.TryGetProperty(n, out _));
        return alias is null ? $"default of '{parameter.Name}', {rule.Default!.Text}" : $"argument '{alias}', an alias of '{parameter.Name}'{Coerced(_given.GetProperty(alias), sent)}"; // It has no other origin.
    }

    private static string Coerced(JsonElement given, JsonElement sent) => given.GetRawText() == sent.GetRawText() ? "" : $", coerced from {Explanation.Cut(given.GetRawText())}";

    private static JsonElement Parse(ReadOnlySpan<byte> json, int maxDepth) => JsonElement.Parse(json, new JsonDocumentOptions { MaxDepth = maxDepth });
}
