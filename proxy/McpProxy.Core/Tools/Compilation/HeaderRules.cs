using System.Buffers;
using System.Collections.Frozen;
using McpProxy.Configuration;
using McpProxy.Dispatch;

namespace McpProxy.Tools.Compilation;

/// <summary>Which header names a tool may set, and which of its caller's headers it may forward.</summary>
internal static class HeaderRules
{
    private static readonly SearchValues<char> TokenCharacters =
        SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>Names that frame or route the message, or that the upstream trusts us for: no argument and no configuration may set them.</summary>
    private static readonly FrozenSet<string> Framing = FrozenSet.Create(StringComparer.OrdinalIgnoreCase,
        "Host", "Content-Length", "Transfer-Encoding", "Connection", "Keep-Alive", "Proxy-Connection", "Proxy-Authorization",
        "Proxy-Authenticate", "TE", "Trailer", "Upgrade", "Expect", "HTTP2-Settings",
        CallInput.ResponsesHeader, CallInput.StateHeader);

    /// <summary>An RFC 9110 token.</summary>
    public static bool IsToken(string name) => name.Length > 0 && !name.AsSpan().ContainsAnyExcept(TokenCharacters);

    public static bool IsFraming(string name) => Framing.Contains(name) || name.StartsWith(':');

    /// <summary>The caller's credentials and the MCP transport's own headers never go upstream (design invariant 1).</summary>
    public static bool MayForward(string name) =>
        !IsFraming(name)
        && !name.Equals("Authorization", StringComparison.OrdinalIgnoreCase)
        && !name.Equals("Cookie", StringComparison.OrdinalIgnoreCase)
        && !name.StartsWith("Mcp-", StringComparison.OrdinalIgnoreCase);

    /// <summary>Checks a list of headers to forward.</summary>
    public static void CheckForward(IReadOnlyList<string> names, string path, ConfigErrors errors)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (!IsToken(names[i]))
            {
                errors.Add(ToolErrorCodes.IllegalHeaderName, $"{path}:{i}", $"'{names[i]}' is not a header name.");
            }
            else if (!MayForward(names[i]))
            {
                errors.Add(ToolErrorCodes.ForbiddenHeader, $"{path}:{i}", $"'{names[i]}' is never forwarded from an MCP caller.",
                    "Give the upstream its own credential with a transform on the route.");
            }
        }
    }

    /// <summary>Checks the name of a header that a tool sets; false after adding an error.</summary>
    public static bool CheckSettable(string name, string path, ConfigErrors errors)
    {
        if (!IsToken(name))
        {
            errors.Add(ToolErrorCodes.IllegalHeaderName, path, $"'{name}' is not a header name.");
            return false;
        }

        if (IsFraming(name))
        {
            errors.Add(ToolErrorCodes.ForbiddenHeader, path, $"The header '{name}' may not be set.", "The proxy sets it itself.");
            return false;
        }

        return true;
    }
}
