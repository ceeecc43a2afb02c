using System.Security.Cryptography;
using System.Text;
using McpProxy.Configuration.Layers;
using McpProxy.Forwarding.Regions;
using Microsoft.Extensions.Configuration;
using Yarp.ReverseProxy.Configuration;

namespace McpProxy.Configuration.Routes;

/// <summary>
/// YARP builds a route's transforms again only when the route itself has changed. A short digest of the option sections that
/// its transforms refer to, secrets included, is put into the route's metadata so that a change of options changes the route.
/// Clusters that refer to options get one too.
/// </summary>
internal sealed class OptionsRevision(IEnumerable<ISectionDescriptor> descriptors)
{
    public const string MetadataKey = "McpProxy.OptionsRevision";

    private const int DigestBytes = 8;

    private readonly Dictionary<string, ISectionDescriptor> _descriptors = Distinct(descriptors);

    /// <summary>Keyed by chance, so that the digest of a secret tells nothing to who sees the metadata.</summary>
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    public RouteConfig Stamp(RouteConfig route, ConfigCandidate candidate, StrictBinderOptions options)
    {
        var sections = Referenced(route).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return sections.Count == 0 ? route : route with { Metadata = Stamp(route.Metadata, sections, candidate, options) };
    }

    /// <summary>The same for clusters, whose pipeline refers to options.</summary>
    public ClusterConfig Stamp(ClusterConfig cluster, ConfigCandidate candidate, StrictBinderOptions options) =>
        RegionRouters.PathOf(cluster) is { } section ? cluster with { Metadata = Stamp(cluster.Metadata, [section], candidate, options) } : cluster;

    private Dictionary<string, string> Stamp(IReadOnlyDictionary<string, string>? before, List<string> sections, ConfigCandidate candidate, StrictBinderOptions options)
    {
        using var digest = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, _key);
        foreach (var path in sections)
        {
            Append(digest, candidate.Root.GetSection(path), options);
            digest.AppendData(Encoding.UTF8.GetBytes(candidate.JsonAt(path)?.GetRawText() ?? ""));
        }

        return new Dictionary<string, string>(before ?? new Dictionary<string, string>(), StringComparer.OrdinalIgnoreCase)
        {
            [MetadataKey] = Convert.ToHexString(digest.GetHashAndReset().AsSpan(0, DigestBytes)),
        };
    }

    private IEnumerable<string> Referenced(RouteConfig route)
    {
        foreach (var use in route.Transforms ?? [])
        {
            foreach (var (key, name) in use)
            {
                if (_descriptors.TryGetValue(key, out var descriptor))
                {
                    yield return descriptor.IsMap ? $"McpProxy:{descriptor.Key}:{name}" : $"McpProxy:{descriptor.Key}";
                }
            }
        }
    }

    private static void Append(IncrementalHash digest, IConfigurationSection section, StrictBinderOptions options)
    {
        Append(digest, section.Path);
        Append(digest, section.Value ?? "\0");
        if (section.Value is { } text && (text.StartsWith("env:", StringComparison.Ordinal) || text.StartsWith("file:", StringComparison.Ordinal))
            && Secret.TryResolve(text, section.Path, new ConfigErrors(), options, out var secret))
        {
            Append(digest, secret.Reveal());
        }

        foreach (var child in section.GetChildren())
        {
            Append(digest, child, options);
        }
    }

    private static void Append(IncrementalHash digest, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        digest.AppendData(BitConverter.GetBytes(bytes.Length));
        digest.AppendData(bytes);
    }

    private static Dictionary<string, ISectionDescriptor> Distinct(IEnumerable<ISectionDescriptor> descriptors)
    {
        var map = new Dictionary<string, ISectionDescriptor>(StringComparer.OrdinalIgnoreCase);
        foreach (var descriptor in descriptors)
        {
            map.TryAdd(descriptor.Key, descriptor);
        }

        return map;
    }
}
