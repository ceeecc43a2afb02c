using McpProxy.Configuration;

namespace McpProxy.Tools.InputRules;

/// <summary>Compiles the coercions of one argument, and refuses those that can do nothing for its type.</summary>
internal sealed class CoercionCompiler(string path, ConfigErrors errors)
{
    private const JsonTypes Values = JsonTypes.Any & ~JsonTypes.Null;

    public ValueCoercion Compile(IReadOnlyList<Coercion> coercions, ValueShape shape, ShapeReader shapes)
    {
        var items = shape.Takes(JsonTypes.Array) ? shapes.Read(shape.Items) : null;
        for (var i = 0; i < coercions.Count; i++)
        {
            if (!Fits(coercions[i], shape) && !(items is not null && coercions[i] is not (Coercion.List or Coercion.Json) && Fits(coercions[i], items)))
            {
                errors.Add(ToolErrorCodes.BadCoercion, $"{path}:{i}", $"'{coercions[i]}' can do nothing for this argument: {WhyNot(coercions[i])}.", "Remove it, or change the argument's type.");
            }
        }

        if (coercions.Contains(Coercion.Date) && coercions.Contains(Coercion.EpochMilliseconds))
        {
            errors.Add(ToolErrorCodes.BadCoercion, path, "A time cannot become both a date and milliseconds.", "Keep one of 'Date' and 'EpochMilliseconds'.");
        }

        return new ValueCoercion
        {
            Types = shape.Types,
            FromJson = coercions.Contains(Coercion.Json) && Fits(Coercion.Json, shape),
            ToList = coercions.Contains(Coercion.List) && Fits(Coercion.List, shape),
            Single = CompileScalar(coercions, shape),
            Items = items is null ? null : CompileScalar(coercions, items),
        };
    }

    private static ScalarCoercion? CompileScalar(IReadOnlyList<Coercion> coercions, ValueShape shape)
    {
        var fitting = coercions.Where(c => c is not (Coercion.List or Coercion.Json) && Fits(c, shape)).ToHashSet();
        return fitting.Count == 0 ? null : new ScalarCoercion
        {
            Types = shape.Types,
            Texts = fitting.Contains(Coercion.EnumCase) ? new EnumTable(shape.Texts) : null,
            ToText = fitting.Contains(Coercion.Text),
            ToNumber = fitting.Contains(Coercion.Number),
            ToDate = fitting.Contains(Coercion.Date),
            ToMilliseconds = !fitting.Contains(Coercion.EpochMilliseconds) ? null : shape.Takes(JsonTypes.Number) ? TimeForm.Milliseconds : TimeForm.MillisecondsText,
        };
    }

    /// <summary>Whether a schema takes what comes out, and not what goes in: where it takes both, the caller may mean either.</summary>
    private static bool Fits(Coercion coercion, ValueShape shape) => coercion switch
    {
        Coercion.List => shape.Takes(JsonTypes.Array) && (shape.Types & Values) != Values,
        Coercion.Json => shape.Takes(JsonTypes.Array | JsonTypes.Object) && !shape.Takes(JsonTypes.String),
        Coercion.EnumCase => shape.Takes(JsonTypes.String) && shape.Texts.Count > 0,
        Coercion.Text => shape.Takes(JsonTypes.String) && !(shape.Takes(JsonTypes.Number) && shape.Takes(JsonTypes.Boolean)),
        Coercion.Number => shape.Takes(JsonTypes.Number) && !shape.Takes(JsonTypes.String),
        Coercion.Date => shape.Types != JsonTypes.Any && shape.Takes(JsonTypes.String) && shape.Texts.Count == 0 && shape.Format is null or "date",
        _ => shape.Types != JsonTypes.Any && (shape.Takes(JsonTypes.Number) || (shape.Takes(JsonTypes.String) && shape.Texts.Count == 0 && shape.Format is null)),
    };

    private static string WhyNot(Coercion coercion) => coercion switch
    {
        Coercion.List => "it is no list, or may be anything",
        Coercion.Json => "it is neither an object nor a list, or may be text",
        Coercion.EnumCase => "it has no allowed texts",
        Coercion.Text => "it is no text, or may be a number and a boolean too",
        Coercion.Number => "it is no number, or may be text",
        _ => "it cannot be a time of that form",
    };
}
