using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace McpProxy.Configuration.Binding;

/// <summary>A section that knows what is behind it, so that nobody need look for it by its path: most of a load is binding.</summary>
internal interface IJsonSection : IConfigurationSection
{
    bool HasChildren { get; }

    /// <summary>The JSON behind it, taken verbatim; see <see cref="StrictBinderOptions.RawJson"/>.</summary>
    JsonElement? TakeJson();
}
