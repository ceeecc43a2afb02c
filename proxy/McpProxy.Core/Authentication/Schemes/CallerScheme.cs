using Microsoft.AspNetCore.Http;

namespace McpProxy.Authentication.Schemes;

/// <summary>One configured way to be known. Called by many threads at once.</summary>
/// <param name="name">Its name in the configuration.</param>
internal abstract class CallerScheme(string name)
{
    /// <summary>Longest credential that is looked at, in characters.</summary>
    protected const int MaxCredentialLength = 16 * 1024;

    public string Name => name;

    /// <summary>The headers its credential stands in; they never go upstream.</summary>
    public abstract IReadOnlyList<string> Headers { get; }

    /// <summary>Whether its credential may stand in <c>Authorization</c>.</summary>
    public bool ReadsAuthorization => Headers.Contains("Authorization", StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether it can tell good credentials from made-up ones. A scheme that cannot takes only what no other one knows.</summary>
    public virtual bool ChecksCredentials => true;

    /// <summary>Looks for a credential of its form, and checks it.</summary>
    /// <param name="http">The request.</param>
    /// <returns><see cref="CallerResult.Nobody"/> when there is none of its form.</returns>
    public abstract ValueTask<CallerResult> AuthenticateAsync(HttpContext http);

    /// <summary>Looks again at the caller of a connection that is still open, after the configuration has changed.</summary>
    /// <param name="http">The request that opened the connection, as far as it is kept: headers and addresses.</param>
    /// <param name="before">What this scheme, or the one of the same name, found then.</param>
    public virtual ValueTask<CallerResult> RenewAsync(HttpContext http, CallerResult before) => AuthenticateAsync(http);
}
