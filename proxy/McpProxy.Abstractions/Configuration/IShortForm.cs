using System.Diagnostics.CodeAnalysis;

namespace McpProxy.Configuration;

/// <summary>
/// A configuration record that may be written as one string instead of an object. Keys that a later layer adds below the
/// string are laid over what the string said.
/// </summary>
/// <typeparam name="TSelf">The record.</typeparam>
public interface IShortForm<TSelf>
    where TSelf : class, IShortForm<TSelf>
{
    /// <summary>How the string is written, for error messages and the schema: <c>type[!][ description]</c>.</summary>
    static abstract string ShortForm { get; }

    /// <summary>A regular expression (ECMA-262) that the string fits, for the schema.</summary>
    static abstract string ShortFormPattern { get; }

    /// <summary>Reads the string.</summary>
    /// <param name="text">What the operator wrote.</param>
    /// <param name="value">The record it stands for.</param>
    /// <param name="error">What is wrong with it, as a sentence; null when it could be read.</param>
    static abstract bool TryParse(string text, [NotNullWhen(true)] out TSelf? value, [NotNullWhen(false)] out string? error);
}
