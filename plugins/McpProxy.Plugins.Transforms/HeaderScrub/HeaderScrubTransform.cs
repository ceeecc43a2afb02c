using System.Buffers;
using System.Collections.Frozen;
using System.Net.Http.Headers;
using Yarp.ReverseProxy.Transforms;

namespace McpProxy.Plugins.Transforms.HeaderScrub;

/// <summary>Removes headers from the upstream request by their name or a part of it.</summary>
internal sealed class HeaderScrubTransform(HeaderScrubOptions options) : RequestTransform
{
    private readonly FrozenSet<string> _names = options.Names.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    private readonly SearchValues<string> _parts = SearchValues.Create([.. options.Contains], StringComparison.OrdinalIgnoreCase);

    public override ValueTask ApplyAsync(RequestTransformContext context)
    {
        Scrub(context.ProxyRequest.Headers);
        if (context.ProxyRequest.Content is { } content)
        {
            Scrub(content.Headers);
        }

        return ValueTask.CompletedTask;
    }

    private void Scrub(HttpHeaders headers)
    {
        // Removing while enumerating is not allowed; most requests have nothing to remove and allocate nothing here.
        List<string>? matches = null;
        foreach (var (name, _) in headers.NonValidated)
        {
            if (IsUnwanted(name))
            {
                (matches ??= []).Add(name);
            }
        }

        if (matches is not null)
        {
            foreach (var name in matches)
            {
                headers.Remove(name);
            }
        }
    }

    private bool IsUnwanted(string header) => _names.Contains(header) || header.AsSpan().ContainsAny(_parts);
}
