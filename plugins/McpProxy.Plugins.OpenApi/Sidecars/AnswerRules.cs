using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using McpProxy.Plugins.OpenApi.Arguments;
using McpProxy.Plugins.OpenApi.Operations;

namespace McpProxy.Plugins.OpenApi.Sidecars;

/// <summary>Applies what a rule says of answers and pages.</summary>
/// <param name="rule">The rule.</param>
/// <param name="note">Told of what is left out, and why.</param>
/// <param name="find">Finds an argument for a key of the rule; notes when there is none.</param>
/// <param name="change">Puts an argument in the place of that of its name.</param>
internal sealed partial class AnswerRules(TransformRule rule, Action<string> note, Func<string, string, Argument?> find, Action<Argument> change)
{
    private const string View = "view";

    /// <summary>No name in a path can be longer then than names may be.</summary>
    private const int MaxPathBytes = 256;

    public AnswerDraft Apply(AnswerDraft answer, ToolDraft draft, bool hasArtifacts)
    {
        answer = answer with
        {
            Select = Paths(rule.Projection, "output_transform.projection") is { Count: > 0 } projection ? projection : answer.Select,
            MaxItems = rule.SampleCount ?? answer.MaxItems,
            Cursor = rule.CursorMember is { Length: > 0 } member && Paths([PathOf(member)], "pagination.response_key") is [var cursorPath] ? cursorPath : answer.Cursor,
        };
        var summary = Paths(rule.Summary, "output_transform.summary");
        if (summary.Count > 0 && draft.Arguments.Any(a => a.Name == View))
        {
            note("'output_transform.summary' needs the argument 'view', which the tool has for something else");
        }
        else if (summary.Count > 0)
        {
            answer = answer with { Summary = summary };
        }

        if (hasArtifacts && rule.ArtifactThreshold is { } threshold)
        {
            answer = answer with { CutAtBytes = threshold, KeepsWhole = true };
        }

        if (rule.CursorArgument is { } cursor)
        {
            find(cursor, "pagination.param_name");
        }

        var limit = rule.LimitArgument is { } name && find(name, "pagination.limit_param") is { } argument ? SetLimit(argument, ArgumentShape.Of(argument, draft)) : null;
        return answer with { Limit = limit ?? answer.Limit };
    }

    /// <returns>The name by which callers ask for smaller pages; null when they cannot.</returns>
    private string? SetLimit(Argument argument, ArgumentShape shape)
    {
        if (!shape.IsNumber && !shape.IsText)
        {
            note($"'pagination.limit_param' names '{argument.Name}', which is no number");
            return null;
        }

        if (rule.DefaultLimit > shape.Maximum)
        {
            note($"'pagination.default_limit' is more than '{argument.Name}' may be");
        }
        else if (rule.DefaultLimit is { } number)
        {
            var text = number.ToString(CultureInfo.InvariantCulture);
            argument = argument with { Default = shape.IsNumber ? text : $"\"{text}\"", DefaultTime = null };
        }

        // The note on a cut list names a number.
        change(shape.IsNumber ? argument : argument with { Coerce = RuleApplication.With(argument.Coerce, "Text") });
        return argument.Place == ArgumentPlace.Query && argument.Name == argument.WireName ? argument.Name : null;
    }

    /// <summary>The paths that answers can be searched by; the others are noted, as one of them would cost the tool.</summary>
    private List<string> Paths(IReadOnlyList<string> paths, string key)
    {
        var good = new List<string>();
        foreach (var path in paths)
        {
            if (IsPath(path))
            {
                good.Add(path);
            }
            else
            {
                note($"'{key}' has '{Excerpt.Of(path)}', which is no path");
            }
        }

        return good;
    }

    /// <summary>As answers are addressed: <c>nextToken</c>, <c>paging.next</c>, <c>['odd name']</c>.</summary>
    private static string PathOf(string member) =>
        member.Split('.').All(s => s.Length > 0 && s.All(c => char.IsAsciiLetterOrDigit(c) || c == '_')) ? $"$.{member}" : $"$['{member}']";

    private static bool IsPath(string text)
    {
        // Lists on the way are passed over.
        var plain = text.Replace("[*]", "", StringComparison.Ordinal).Replace("[]", "", StringComparison.Ordinal).Trim();
        return Encoding.UTF8.GetByteCount(text) <= MaxPathBytes && Path().IsMatch(plain is ['$', .. var rest] ? rest : plain is ['.' or '[', ..] ? plain : $".{plain}");
    }

    /// <summary>Names after dots, odd ones in <c>['…']</c>.</summary>
    [GeneratedRegex(@"^(\.?\['((?!'\]).)+'\]|\.[^.\[\]*'][^.\[\]*]*)+$", RegexOptions.Singleline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Path();
}
