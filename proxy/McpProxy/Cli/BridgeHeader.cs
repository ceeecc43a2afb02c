using System.Diagnostics.CodeAnalysis;
using McpProxy.Configuration;

namespace McpProxy.Host.Cli;

/// <summary>
/// A header given as <c>Name: value</c>. The value is text, or a secret reference (<c>env:NAME</c>, <c>file:/path</c>),
/// which may follow an authentication scheme: <c>Authorization: Bearer env:TOKEN</c>. Headers that carry credentials take
/// references only: every user of the machine can read a command line.
/// </summary>
internal static class BridgeHeader
{
    private static readonly string[] _credentialNames = ["authorization", "cookie", "token", "secret", "password", "key"];

    private static readonly string[] _ownNames = ["Accept", "Content-Type", "Content-Encoding", "Last-Event-ID"];

    /// <summary>Reads a header and resolves its reference.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="header">Name and value.</param>
    /// <param name="problem">What is wrong; never shows a value.</param>
    public static bool TryParse(string text, out KeyValuePair<string, string> header, [NotNullWhen(false)] out string? problem)
    {
        header = default;
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var name = colon < 0 ? "" : text[..colon].Trim();
        if (!HeaderRules.IsName(name))
        {
            problem = "A header is written as \"Name: value\".";
            return false;
        }

        if (IsOwn(name))
        {
            problem = $"The bridge sets the header '{name}' itself.";
            return false;
        }

        if (!TryResolve(name, text[(colon + 1)..].Trim(), out var value, out problem))
        {
            return false;
        }

        if (!HeaderRules.IsValue(value))
        {
            problem = $"The value of the header '{name}' holds a character that no header may have.";
            return false;
        }

        header = new(name, value);
        return true;
    }

    private static bool IsOwn(string name) =>
        HeaderRules.IsReserved(name)
        || name.StartsWith("Mcp-", StringComparison.OrdinalIgnoreCase)
        || Array.Exists(_ownNames, own => own.Equals(name, StringComparison.OrdinalIgnoreCase));

    private static bool TryResolve(string name, string typed, out string value, [NotNullWhen(false)] out string? problem)
    {
        // At most one blank before the reference: that of "Bearer env:TOKEN".
        var blank = typed.IndexOf(' ', StringComparison.Ordinal);
        var scheme = blank > 0 && IsReference(typed[(blank + 1)..]) ? typed[..(blank + 1)] : "";
        var reference = typed[scheme.Length..];
        value = typed;
        problem = null;
        if (!IsReference(reference))
        {
            problem = IsCredential(name) ? $"The value of '{name}' stands there in clear text, which every user of this machine can read. Write env:NAME or file:/path." : null;
            return problem is null;
        }

        var errors = new ConfigErrors();
        if (!Secret.TryResolve(reference, name, errors, StrictBinderOptions.Default, out var secret))
        {
            problem = $"The header '{name}': {errors.First().Message}";
            return false;
        }

        value = scheme + secret.Reveal();
        return true;
    }

    private static bool IsReference(string text) => text.StartsWith("env:", StringComparison.Ordinal) || text.StartsWith("file:", StringComparison.Ordinal);

    private static bool IsCredential(string name) => Array.Exists(_credentialNames, part => name.Contains(part, StringComparison.OrdinalIgnoreCase));
}
