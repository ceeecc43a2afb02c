using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace McpProxy.Host.Plugins;

/// <summary>Looks into assembly files without loading them.</summary>
internal static class PluginFile
{
    /// <summary>Whether a method of the assembly is marked <see cref="McpProxyPluginAttribute"/>; false for native libraries.</summary>
    /// <exception cref="BadImageFormatException">The file is not a library at all.</exception>
    public static bool HoldsPlugin(string path)
    {
        using var stream = File.OpenRead(path);
        using var image = new PEReader(stream);
        if (!image.HasMetadata)
        {
            return false;
        }

        var metadata = image.GetMetadataReader();
        foreach (var handle in metadata.CustomAttributes)
        {
            var attribute = metadata.GetCustomAttribute(handle);
            if (attribute.Parent.Kind == HandleKind.MethodDefinition && IsPluginAttribute(metadata, attribute.Constructor))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsPluginAttribute(MetadataReader metadata, EntityHandle constructor)
    {
        if (constructor.Kind != HandleKind.MemberReference)
        {
            return false;
        }

        var parent = metadata.GetMemberReference((MemberReferenceHandle)constructor).Parent;
        if (parent.Kind != HandleKind.TypeReference)
        {
            return false;
        }

        var type = metadata.GetTypeReference((TypeReferenceHandle)parent);
        return metadata.StringComparer.Equals(type.Name, nameof(McpProxyPluginAttribute))
            && metadata.StringComparer.Equals(type.Namespace, typeof(McpProxyPluginAttribute).Namespace!);
    }
}
