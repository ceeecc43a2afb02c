using Yarp.ReverseProxy.Transforms;

namespace McpProxy.Plugins.Transforms.ProfileScope;

/// <summary>Sends the profile of the exchange in a header, and never the caller's own copy of it.</summary>
/// <param name="header">The header.</param>
/// <param name="forbid">Paths that must not carry it.</param>
/// <param name="require">Paths that must not be called without it.</param>
internal sealed class ProfileScopeTransform(string header, PathPattern[] forbid, PathPattern[] require) : RequestTransform
{
    public override ValueTask ApplyAsync(RequestTransformContext context)
    {
        var path = context.Path.Value.AsSpan().Trim('/');
        var exchange = ProxyExchange.Get(context.HttpContext) ?? new ProxyExchange();
        var isForbidden = PathPattern.AnyMatches(forbid, path);
        if (!isForbidden && exchange.Profile is { } same && IsThere(context, same))
        {
            return default; // HeaderInject has set it.
        }

        RemoveHeader(context, header);
        if (isForbidden)
        {
            return default;
        }

        if (exchange.Profile is not { } profile)
        {
            if (PathPattern.AnyMatches(require, path))
            {
                exchange.Fail(context.HttpContext, Missing(header));
            }
        }
        else if (HeaderRules.IsValue(profile))
        {
            AddHeader(context, header, profile);
        }
        else
        {
            exchange.Fail(context.HttpContext, Unfit(header));
        }

        return default;
    }

    /// <summary>Whether the header stands there with this one value. It does not matter who set it.</summary>
    private bool IsThere(RequestTransformContext context, string profile) =>
        context.ProxyRequest.Headers.NonValidated.TryGetValues(header, out var values) && values.Count == 1 && string.Equals(values.ToString(), profile, StringComparison.Ordinal) && HeaderRules.IsValue(profile);

    private static ProxyError Missing(string header) => new(ProxyErrorKind.InvalidArguments, "profile_required", $"The request was not sent: it needs a profile for its header '{header}', and none is chosen.")
    {
        Hint = "Choose one with the tool set_active_profile, with the argument for the profile, or with the header X-McpProxy-Profile.",
    };

    private static ProxyError Unfit(string header) => new(ProxyErrorKind.Internal, "header_value_refused", $"The request was not sent: the profile has characters that the header '{header}' cannot carry.");
}
