using McpProxy.Configuration;
using McpProxy.Context;

namespace McpProxy.Tools.Compilation;

/// <summary>Which header names a tool may set, and which of its caller's headers it may forward.</summary>
internal static class HeaderChecks
{
    /// <summary>The caller's credentials and the MCP transport's own headers never go upstream (design invariant 1).</summary>
    public static bool MayForward(string name) =>
        !HeaderRules.IsReserved(name)
        && !ContextNames.IsHeader(name)
        && !name.Equals("Authorization", StringComparison.OrdinalIgnoreCase)
        && !name.Equals("Cookie", StringComparison.OrdinalIgnoreCase)
        && !name.StartsWith("Mcp-", StringComparison.OrdinalIgnoreCase);

    /// <summary>Checks a list of headers to forward.</summary>
    public static void CheckForward(IReadOnlyList<string> names, string path, ConfigErrors errors)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (!HeaderRules.IsName(names[i]))
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
        if (!HeaderRules.IsName(name))
        {
            errors.Add(ToolErrorCodes.IllegalHeaderName, path, $"'{name}' is not a header name.");
            return false;
        }

        if (HeaderRules.IsReserved(name))
        {
            errors.Add(ToolErrorCodes.ForbiddenHeader, path, $"The header '{name}' may not be set.", "The proxy sets it itself.");
            return false;
        }

        if (ContextNames.IsHeader(name))
        {
            errors.Add(ToolErrorCodes.ForbiddenHeader, path, $"The header '{name}' is for the proxy and never goes upstream.", "For an argument that says the context of the call, set \"In\": \"context\".");
            return false;
        }

        return true;
    }
}
