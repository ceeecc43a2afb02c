using System.Security.Claims;

namespace McpProxy.Mcp.Sessions;

/// <summary>What two requests of the same caller have in common. Sessions are bound to it; it is never shown or logged.</summary>
internal static class PrincipalKey
{
    private const string Anonymous = "";

    /// <summary>The key of a principal: issuer and subject, or the name when there is no subject.</summary>
    public static string Of(ClaimsPrincipal principal)
    {
        if (principal.Identity is not { IsAuthenticated: true } identity)
        {
            return Anonymous;
        }

        var claim = principal.FindFirst("sub") ?? principal.FindFirst(ClaimTypes.NameIdentifier);
        // Neither part can hold a line break, so no two pairs make the same key.
        return claim is not null
            ? $"sub\n{principal.FindFirst("iss")?.Value ?? claim.Issuer}\n{claim.Value}"
            : $"name\n{identity.AuthenticationType}\n{identity.Name}";
    }
}
