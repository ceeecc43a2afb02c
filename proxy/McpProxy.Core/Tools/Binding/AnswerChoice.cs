using System.Collections.Frozen;
using System.Text.Json;
using McpProxy.Shaping.Truncation;
using McpProxy.Tools.Schema;

namespace McpProxy.Tools.Binding;

/// <summary>The arguments of a tool with which callers choose what they get of its answers. They go nowhere else.</summary>
internal sealed class AnswerChoice
{
    /// <summary>Most members that a call may name.</summary>
    public const int MaxFields = 64;

    /// <summary>Longest path to one, in characters.</summary>
    public const int MaxFieldLength = 256;

    /// <summary>The argument that names members, in UTF-8; null when there is none.</summary>
    public byte[]? FieldsArgument { get; init; }

    /// <summary>The argument that names a view, in UTF-8; null when there is none.</summary>
    public byte[]? ViewArgument { get; init; }

    /// <summary>See <see cref="TruncationRules.MaxHeld"/>.</summary>
    public required int MaxHeld { get; init; }

    /// <summary>What is kept where no view is named.</summary>
    public required AnswerShape Default { get; init; }

    public FrozenDictionary<string, AnswerShape> Views { get; init; } = FrozenDictionary<string, AnswerShape>.Empty;

    /// <summary>Finds what a call chose.</summary>
    /// <param name="arguments">Its arguments, which fit the schema.</param>
    /// <param name="shape">What is kept of the answer.</param>
    /// <returns>Null, or why it cannot be.</returns>
    public BindingProblem? Read(JsonTape arguments, out AnswerShape shape)
    {
        shape = Default;
        if (ViewArgument is not null && arguments.TryGetProperty(JsonTape.Root, ViewArgument, out var view) && arguments.Kind(view) == JsonTokenType.String)
        {
            shape = Views.GetValueOrDefault(arguments.GetString(view), Default);
        }

        return FieldsArgument is not null && arguments.TryGetProperty(JsonTape.Root, FieldsArgument, out var fields) && arguments.Kind(fields) == JsonTokenType.StartArray && arguments.Count(fields) > 0
            ? Choose(arguments, fields, ref shape)
            : null;
    }

    private BindingProblem? Choose(JsonTape arguments, int fields, ref AnswerShape shape)
    {
        var selection = new JsonSelection();
        var end = arguments.Next(fields);
        for (var item = fields + 1; item < end; item = arguments.Next(item))
        {
            var text = arguments.GetString(item);
            if (!SelectionPath.TryParse(text, out var names))
            {
                return new BindingProblem(System.Text.Encoding.UTF8.GetString(FieldsArgument!), $"'{text}' is not a path to members; write {SelectionPath.Grammar}");
            }

            selection.Ask(names, text, shape.Whole?.Selection);
        }

        shape = shape.With(selection, MaxHeld);
        return null;
    }
}
