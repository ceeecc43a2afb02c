using System.Buffers;
using McpProxy.Configuration;

namespace McpProxy.Shaping.Continuation;

/// <summary>How a list is read on, compiled.</summary>
/// <param name="ByProxy">Whether the proxy makes the pages.</param>
/// <param name="Offset">Name of the argument with the first element; null for none.</param>
/// <param name="Limit">Name of the argument with the most elements.</param>
internal sealed record PagingRules(bool ByProxy, string? Offset, string Limit)
{
    private const int MaxNameLength = 64;

    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.");

    /// <summary>Compiles the paging of limits; null when there is none.</summary>
    public static PagingRules? Of(AnswerLimitsConfig limits)
    {
        if (limits.Continuation != ContinuationKind.Paging)
        {
            return null;
        }

        var byProxy = limits.Paging.By == PagingBy.Proxy;
        return new PagingRules(byProxy, limits.Paging.Offset ?? (byProxy ? "offset" : null), limits.Paging.Limit);
    }

    /// <summary>Adds what is wrong.</summary>
    public static void Check(AnswerLimitsConfig limits, string path, ConfigErrors errors)
    {
        if (limits.Continuation != ContinuationKind.Paging)
        {
            if (limits.Paging != new PagingConfig())
            {
                errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:Paging", "It says how pages are made, and there are none.", "Set \"Continuation\": \"Paging\", or remove it.");
            }

            return;
        }

        if (!limits.Note)
        {
            errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:Note", "The note is where callers are told how to read on.", "Remove 'Note', or 'Continuation'.");
        }

        var rules = Of(limits)!; // there is paging
        foreach (var (key, name) in new[] { ("Offset", rules.Offset), ("Limit", rules.Limit) })
        {
            if (name is not null && (name.Length is 0 or > MaxNameLength || name.AsSpan().ContainsAnyExcept(NameCharacters)))
            {
                errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:Paging:{key}", $"'{name}' is not a name of an argument here.", $"Use up to {MaxNameLength} letters, digits, '_', '-' and '.'.");
            }
        }

        if (rules.Offset == rules.Limit)
        {
            errors.Add(ConfigErrorCodes.InvalidValue, $"{path}:Paging:Limit", $"Both arguments are called '{rules.Limit}'.", "Give them different names.");
        }
    }
}
