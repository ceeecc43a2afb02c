using System.Text;
using Microsoft.Extensions.Configuration;

namespace McpProxy.UnitTests.Configuration;

/// <summary>Builds configuration from text.</summary>
internal static class SomeConfiguration
{
    /// <summary>The section <c>Root</c> of a configuration whose JSON is <c>{"Root": json}</c>, as .NET's own JSON provider reads it.</summary>
    public static IConfigurationSection Section(string json) => new ConfigurationBuilder()
        .AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes($$"""{"Root": {{json}} }""")))
        .Build()
        .GetSection("Root");

    /// <summary>The section <c>Root</c> of a configuration with flat keys, as environment variables give them.</summary>
    public static IConfigurationSection Flat(params (string Key, string? Value)[] pairs) => new ConfigurationBuilder()
        .AddInMemoryCollection(pairs.Select(p => KeyValuePair.Create("Root:" + p.Key, p.Value)))
        .Build()
        .GetSection("Root");
}
