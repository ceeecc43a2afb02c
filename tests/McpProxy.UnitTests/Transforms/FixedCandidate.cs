using System.Text;
using McpProxy.Configuration;
using Microsoft.Extensions.Configuration;

namespace McpProxy.UnitTests.Transforms;

/// <summary>A configuration that is JSON and stays as it is.</summary>
internal sealed class FixedCandidate(string json, StrictBinderOptions? options = null) : ICandidateConfiguration
{
    public IConfiguration Current { get; } = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();

    public string Folder { get; init; } = Directory.GetCurrentDirectory();

    public string FolderOf(string path) => Folder;

    public T Bind<T>(string path, ConfigErrors errors)
        where T : class, new() => StrictBinder.Bind<T>(Current.GetSection(path), errors, options);
}
