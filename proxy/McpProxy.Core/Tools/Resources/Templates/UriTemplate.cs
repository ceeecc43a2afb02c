using System.Collections.Immutable;
using System.Text;
using McpProxy.Tools.Schema.Formats;

namespace McpProxy.Tools.Resources.Templates;

/// <summary>
/// A URI, or a URI template of RFC 6570. Levels 1 to 3 are read; prefixes (<c>{var:3}</c>) and explosion (<c>{list*}</c>) of
/// level 4 are not, because a URI does not say how to undo them.
/// </summary>
internal sealed class UriTemplate
{
    private UriTemplate(string text, ImmutableArray<UriTemplatePart> parts)
    {
        Text = text;
        Parts = parts;
        Variables = [.. parts.SelectMany(p => p.Variables)];
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    public ImmutableArray<UriTemplatePart> Parts { get; }

    /// <summary>Every variable, in the order of the text; empty for a URI.</summary>
    public ImmutableArray<string> Variables { get; }

    /// <summary>Parses a text.</summary>
    /// <param name="text">What the operator wrote.</param>
    /// <param name="problem">Why it is no template; null when it is one.</param>
    public static UriTemplate? Parse(string text, out string? problem)
    {
        if (!UriTemplateFormat.IsValid(Encoding.UTF8.GetBytes(text)))
        {
            problem = $"'{text}' is neither a URI nor a URI template";
            return null;
        }

        var template = new UriTemplate(text, [.. Split(text)]);
        problem = template.FindProblem();
        return problem is null ? template : null;
    }

    private static IEnumerable<UriTemplatePart> Split(string text)
    {
        var position = 0;
        while (position < text.Length)
        {
            var open = text.IndexOf('{', position);
            var end = open < 0 ? text.Length : open;
            if (end > position)
            {
                yield return new UriTemplatePart(text[position..end], default, []);
            }

            if (open < 0)
            {
                yield break;
            }

            var close = text.IndexOf('}', open);
            yield return ReadExpression(text[(open + 1)..close]);
            position = close + 1;
        }
    }

    private static UriTemplatePart ReadExpression(string text)
    {
        var operation = text[0] switch
        {
            '+' => UriOperator.Reserved,
            '#' => UriOperator.Fragment,
            '.' => UriOperator.Label,
            '/' => UriOperator.Path,
            ';' => UriOperator.Parameter,
            '?' => UriOperator.Query,
            '&' => UriOperator.Continuation,
            _ => UriOperator.Simple,
        };
        return new UriTemplatePart("", operation, [.. (operation == UriOperator.Simple ? text : text[1..]).Split(',')]);
    }

    private string? FindProblem()
    {
        if (Variables.FirstOrDefault(v => v.EndsWith('*') || v.Contains(':', StringComparison.Ordinal)) is { } modified)
        {
            return $"'{{{modified}}}' has a prefix or an explosion (level 4 of RFC 6570), which cannot be read back from a URI";
        }

        if (Variables.FirstOrDefault(v => v.Contains('%', StringComparison.Ordinal)) is { } encoded)
        {
            return $"the name of the variable '{encoded}' is percent-encoded";
        }

        if (Variables.GroupBy(v => v, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            return $"the variable '{twice.Key}' stands in it twice";
        }

        if (Parts is not [{ IsLiteral: true } first, ..] || !first.Literal.Contains(':', StringComparison.Ordinal))
        {
            return $"'{Text}' does not begin with a scheme such as 'ads:'";
        }

        // What it expands to must be a URI; only then can a client send it.
        var sample = string.Concat(Parts.Select(Sample));
        return UriFormats.IsUri(Encoding.UTF8.GetBytes(sample)) ? null : $"'{Text}' does not expand to an absolute URI";
    }

    private static string Sample(UriTemplatePart part) => part switch
    {
        { IsLiteral: true } => part.Literal,
        { Operator: UriOperator.Fragment } => "#x",
        { Operator: UriOperator.Label } => ".x",
        { Operator: UriOperator.Path } => "/x",
        { Operator: UriOperator.Parameter } => ";x=x",
        { Operator: UriOperator.Query } => "?x=x",
        { Operator: UriOperator.Continuation } => "&x=x",
        _ => "1", // A digit fits everywhere, also in a port.
    };
}
