using System.Text.Json.Serialization;

namespace McpProxy.Plugins.AmazonAds.Downloads.Storage;

/// <summary>How <see cref="Sidecar"/> is read and written.</summary>
[JsonSourceGenerationOptions(WriteIndented = true)]
[JsonSerializable(typeof(Sidecar))]
internal sealed partial class SidecarJson : JsonSerializerContext;
