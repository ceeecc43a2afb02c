using System.Text;
using System.Text.RegularExpressions;

namespace McpProxy.Tools.Resources.Templates;

/// <summary>
/// Writes the regular expression that a URI template amounts to. A value at position <c>n</c> is the group <c>vn</c>; a
/// run of named values is the group <c>qn</c> of the part it stands in. The expression runs without backtracking, in time
/// linear in the URI, whatever the template and the URI are.
/// </summary>
internal static class UriPattern
{
    /// <summary>What a value may hold without ending: unreserved and encoded characters, those reserved ones that no operator begins with, and letters of all scripts.</summary>
    private const string Value = @"A-Za-z0-9\-._~:@!$'()*+=%\u0080-\uFFFF";

    /// <summary>Everything that may stand in a URI.</summary>
    private const string Any = @"A-Za-z0-9\-._~:@!$'()*+=%\u0080-\uFFFF,;&/?\[\]";

    public static Regex Compile(UriTemplate template, Func<string, bool> isList)
    {
        var pattern = new StringBuilder(@"\A");
        var position = 0;
        for (var i = 0; i < template.Parts.Length; i++)
        {
            var part = template.Parts[i];
            if (part.IsLiteral)
            {
                pattern.Append(Regex.Escape(part.Literal));
                continue;
            }

            // "{name}{.type}": the dot is the label's, although a name may hold dots as well.
            var lazy = i + 1 < template.Parts.Length && template.Parts[i + 1] is { IsLiteral: false, Operator: UriOperator.Label };
            pattern.Append(part.IsNamed ? Named(part, i) : Positional(part, position, lazy, isList));
            position += part.Variables.Length;
        }

        return new Regex(pattern.Append(@"\z").ToString(), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);
    }

    private static string Named(UriTemplatePart part, int index) => part.Operator switch
    {
        UriOperator.Query => $@"(?<q{index}>\?[{Any}]*)?",
        UriOperator.Continuation => $@"(?<q{index}>&[{Any}]*)?",
        _ => $@"(?<q{index}>(?:;[{Value},]*)*)",
    };

    private static string Positional(UriTemplatePart part, int position, bool lazy, Func<string, bool> isList)
    {
        var (first, separator, set) = part.Operator switch
        {
            UriOperator.Reserved => ("", ",", Any + "#"),
            UriOperator.Fragment => ("#", ",", Any + "#"),
            UriOperator.Label => (@"\.", @"\.", Value),
            UriOperator.Path => ("/", "/", Value),
            _ => ("", ",", Value),
        };
        var pattern = new StringBuilder();
        for (var i = 0; i < part.Variables.Length; i++)
        {
            var characters = isList(part.Variables[i]) ? set + "," : set;
            pattern.Append($"(?:{(i == 0 ? first : separator)}(?<v{position + i}>[{characters}]*{(lazy ? "?" : "")})");
        }

        // Values are missing from the end only: which of several is there, their position says.
        for (var i = 0; i < part.Variables.Length; i++)
        {
            pattern.Append(")?");
        }

        return pattern.ToString();
    }
}
