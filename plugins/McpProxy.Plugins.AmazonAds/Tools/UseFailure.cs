using System.Text.Json.Nodes;
using McpProxy.Tools;

namespace McpProxy.Plugins.AmazonAds.Tools;

/// <summary>
/// A tool cannot do what it was told. The result is <c>isError</c> with <c>{"success":false,"error":"CODE","message":…}</c>, and
/// the error contract beside it.
/// </summary>
/// <param name="code">In upper case, e.g. <c>PROFILE_NOT_FOUND</c>.</param>
/// <param name="message">What is wrong.</param>
/// <param name="hint">How to mend it.</param>
/// <param name="details">Further members of the result; default none.</param>
internal sealed class UseFailure(string code, string message, string hint, JsonObject? details = null) : Exception(message)
{
    public string Code => code;

    public string Hint => hint;

    /// <summary>Its kind in the error contract. Default: the arguments.</summary>
    public ProxyErrorKind Kind { get; init; } = ProxyErrorKind.InvalidArguments;

    /// <summary>The failure in the terms of the error contract.</summary>
    public ProxyError Error => new(Kind, code.ToLowerInvariant(), Message) { Hint = hint, Status = Kind == ProxyErrorKind.Forbidden ? 403 : null };

    public PluginToolResult ToResult()
    {
        var result = new JsonObject { ["success"] = false, ["error"] = code, ["message"] = Message, ["hint"] = hint };
        foreach (var (name, value) in details ?? [])
        {
            result[name] = value?.DeepClone();
        }

        return PluginToolResult.Failure(Error, writer => result.WriteTo(writer));
    }
}
