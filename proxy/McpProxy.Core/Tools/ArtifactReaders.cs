using McpProxy.Tools.Resources;

namespace McpProxy.Tools;

/// <summary>What reads artifacts is of use only beside what makes them.</summary>
internal static class ArtifactReaders
{
    /// <summary>Takes readers out of lists in which nothing makes artifacts.</summary>
    public static void RemoveIdle(List<ToolBinding> tools, List<ResourceBinding> resources)
    {
        if (!tools.Any(t => t.MakesArtifacts) && !resources.Any(r => r.Call.MakesArtifacts))
        {
            tools.RemoveAll(t => t.ReadsArtifacts);
            resources.RemoveAll(r => r.Call.ReadsArtifacts);
        }
    }
}
