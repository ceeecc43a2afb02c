using System.Diagnostics.CodeAnalysis;
using McpProxy.Configuration;

namespace McpProxy.Plugins.Credentials.TokenExchange.Options;

/// <summary>Where a value stands in a JSON answer.</summary>
public sealed record ReadOptions : IShortForm<ReadOptions>
{
    /// <inheritdoc />
    public static string ShortForm => "a JSON pointer such as /data/token";

    /// <inheritdoc />
    public static string ShortFormPattern => "^/";

    /// <summary>JSON pointers (RFC 6901); the first counts that leads to a value.</summary>
    public IReadOnlyList<string> Pointers { get; init; } = [];

    /// <inheritdoc />
    public static bool TryParse(string text, [NotNullWhen(true)] out ReadOptions? value, [NotNullWhen(false)] out string? error)
    {
        value = new ReadOptions { Pointers = [text] };
        error = null;
        return true;
    }
}
