using System.Collections.Frozen;
using System.Net.Http.Headers;
using Yarp.ReverseProxy.Transforms;

namespace McpProxy.Plugins.Transforms.HeaderInject;

/// <summary>Sets headers of the upstream request from the exchange, the caller or the configuration.</summary>
internal sealed class HeaderInjectTransform : RequestTransform
{
    private readonly InjectedHeader[] _headers;
    private readonly FrozenSet<string> _ownedNames;

    public HeaderInjectTransform(HeaderInjectOptions options)
    {
        _headers = [.. options.Headers.Select(h => new InjectedHeader(h.Key, h.Value))];
        _ownedNames = _headers.SelectMany(h => h.Mirrors.Select(m => m.Name).Prepend(h.Name)).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }

    public override ValueTask ApplyAsync(RequestTransformContext context)
    {
        // First all of them, on every path: a caller must not be able to fill in a header that a rule leaves out.
        // Mostly none is there, which one look at all names tells sooner than a lookup for each.
        if (HasOwned(context.ProxyRequest.Headers) || (context.ProxyRequest.Content is { } content && HasOwned(content.Headers)))
        {
            foreach (var name in _ownedNames)
            {
                RemoveHeader(context, name);
            }
        }

        var path = context.Path.Value.AsSpan().Trim('/');
        var exchange = ProxyExchange.Get(context.HttpContext);
        foreach (var header in _headers)
        {
            if (header.BelongsOn(path) && Inject(context, exchange, header, path) is { } error)
            {
                (exchange ?? new ProxyExchange()).Fail(context.HttpContext, error);
                break;
            }
        }

        return ValueTask.CompletedTask;
    }

    private bool HasOwned(HttpHeaders headers)
    {
        foreach (var (name, _) in headers.NonValidated)
        {
            if (_ownedNames.Contains(name))
            {
                return true;
            }
        }

        return false;
    }

    private static ProxyError? Inject(RequestTransformContext context, ProxyExchange? exchange, InjectedHeader header, ReadOnlySpan<char> path)
    {
        var value = header.ValueFor(context.HttpContext, exchange);
        if (value is null)
        {
            return header.IsRequiredOn(path) ? header.Missing() : null;
        }

        if (!HeaderRules.IsValue(value))
        {
            return header.Unfit();
        }

        AddHeader(context, header.Name, value);
        foreach (var mirror in header.Mirrors)
        {
            if (PathPattern.AnyMatches(mirror.Paths, path))
            {
                AddHeader(context, mirror.Name, value);
            }
        }

        return null;
    }
}
