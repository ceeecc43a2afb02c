using System.Net.Http.Headers;
using Yarp.ReverseProxy.Transforms;

namespace McpProxy.Plugins.Transforms.HeaderScrub;

/// <summary>Removes headers from the upstream request by their name or a part of it.</summary>
internal sealed class HeaderScrubTransform(HeaderScrubOptions options) : RequestTransform
{
    private readonly string[] _names = [.. options.Names];
    private readonly string[] _parts = [.. options.Contains];

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

    private bool IsUnwanted(string header)
    {
        foreach (var name in _names)
        {
            if (header.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        foreach (var part in _parts)
        {
            if (header.Contains(part, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
