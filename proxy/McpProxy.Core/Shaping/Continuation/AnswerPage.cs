using System.Globalization;
using System.Text.Json;
using McpProxy.Dispatch;
using Microsoft.AspNetCore.Http;

namespace McpProxy.Shaping.Continuation;

/// <summary>The page of a list that an answer is, and how the next one is asked for.</summary>
/// <param name="rules">How pages are made.</param>
/// <param name="offset">The number of its first element; 0 where nobody counts.</param>
/// <param name="limit">Elements that its caller wants at most.</param>
internal sealed class AnswerPage(PagingRules rules, long offset, long? limit)
{
    /// <summary>Elements of the upstream's list that are left out before it.</summary>
    public long Skip => rules.ByProxy ? offset : 0;

    /// <summary>Elements kept at most.</summary>
    public long Limit => limit ?? long.MaxValue;

    /// <summary>The page that an exchange wants; null when there are none.</summary>
    public static AnswerPage? Of(PagingRules? rules, HttpContext? context)
    {
        if (rules is null || context is null)
        {
            return null;
        }

        if (rules.ByProxy)
        {
            var window = context.Features.Get<AnswerWindow>();
            return new AnswerPage(rules, window?.Offset ?? 0, window?.Limit);
        }

        var said = rules.Offset is { } name ? context.Request.Query[name].ToString() : "";
        return new AnswerPage(rules, long.TryParse(said, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Min(number, AnswerWindow.MostOffset) : 0, limit: null);
    }

    /// <summary>Writes an entry of the note on what was cut: the arguments that give the rest, the others as they were.</summary>
    /// <param name="note">The note.</param>
    /// <param name="next">The first element that was cut, counted from the first one that the upstream sent.</param>
    public void Describe(PooledBuffer note, long next)
    {
        using var json = new Utf8JsonWriter(note);
        json.WriteStartObject();
        if (next <= Skip)
        {
            json.WriteString("no_next"u8, "Not even one element more fits into an answer.");
        }
        else
        {
            json.WriteStartObject("next"u8);
            if (rules.Offset is { } name)
            {
                json.WriteNumber(name, rules.ByProxy ? next : offset + next);
            }

            if (!rules.ByProxy || limit is not null)
            {
                json.WriteNumber(rules.Limit, rules.ByProxy ? limit!.Value : next); // asked for above
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
    }
}
