using System.Runtime.Loader;
using CustomPlugin;
using McpProxy.Configuration;
using McpProxy.Host.Plugins;
using McpProxy.UnitTests.Host.Cli;
using McpProxy.UnitTests.Transforms;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy.Transforms.Builder;

namespace McpProxy.UnitTests.Host.Plugins;

public sealed class PluginSetTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ServiceCollection _services = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Register_NoFolders_RegistersWhatIsBuiltIn()
    {
        var plugins = Register();

        Assert.Equal(["transforms", "credentials", "amazon-ads", "openapi"], plugins.Entries.Select(e => e.Name));
        Assert.Empty(plugins.Errors);
    }

    [Fact]
    public void Register_FolderOfTheSample_LoadsItApartAndSharesTheContracts()
    {
        var plugins = Register(SamplePlugin.Folder);

        Assert.Empty(plugins.Errors);
        Assert.Equal(["order-tools", "request-signing"], plugins.Entries.Where(e => e.Folder is not null).Select(e => e.Name).Order());
        var plugin = plugins.Entries.First(e => e.Folder is not null);
        Assert.NotEqual(AssemblyLoadContext.Default, AssemblyLoadContext.GetLoadContext(plugin.Assembly));
        Assert.NotEqual(typeof(RequestSigningFactory).Assembly, plugin.Assembly);
        // What the host itself brings and plugins ask for.
        _services.AddSingleton<ICandidateConfiguration>(new FixedCandidate("{}"));
        using var services = _services.BuildServiceProvider();
        // That it is an ITransformFactory of this host proves that YARP and the contracts are shared.
        var factory = Assert.Single(services.GetServices<ITransformFactory>(), f => f.GetType().FullName == typeof(RequestSigningFactory).FullName);
        Assert.Equal("RequestSigning", Assert.IsAssignableFrom<ISectionDescriptor>(factory).Key);
    }

    [Fact]
    public void Register_FolderOfFolders_LoadsThePluginInEach()
    {
        CopyTo(Path.Combine(_folder.Path, "one"));

        var plugins = Register(_folder.Path);

        Assert.Empty(plugins.Errors);
        Assert.All(plugins.Entries.Where(e => e.Folder is not null), e => Assert.Equal(Path.Combine(_folder.Path, "one"), e.Folder));
        Assert.Contains(plugins.Entries, e => e.Name == "request-signing" && e.Folder is not null);
    }

    [Fact]
    public void Register_RelativeFolder_StartsAtTheBasePath()
    {
        CopyTo(Path.Combine(_folder.Path, "plugins", "signing"));

        var plugins = Register("plugins/signing");

        Assert.Empty(plugins.Errors);
        Assert.Contains(plugins.Entries, e => e.Name == "request-signing");
    }

    [Fact]
    public void Register_TheSameTwice_NamesBoth()
    {
        var copy = Path.Combine(_folder.Path, "copy");
        CopyTo(copy);

        var plugins = Register(SamplePlugin.Folder, copy);

        Assert.Contains(
            $"McpProxy:Plugins: MCP202: Two plugins are named 'request-signing': one in '{SamplePlugin.Folder}' and one in '{copy}'. Remove one of them.",
            plugins.Errors.Select(e => e.ToString()));
    }

    [Fact]
    public void Register_PluginThatThrows_IsNamedWithItsReason()
    {
        FakePlugin.WriteThrowing(_folder.Path, "Unlicensed", typeof(IMcpProxyBuilder));

        Assert.Equal(
            ["McpProxy:Plugins: MCP201: Plugin 'unlicensed' failed to register: InvalidOperationException: no licence"],
            Register(_folder.Path).Errors.Select(e => e.ToString()));
    }

    [Fact]
    public void Register_MethodOfAnotherShape_IsNamedWithItsReason()
    {
        FakePlugin.WriteThrowing(_folder.Path, "Misshapen", typeof(string));

        Assert.Equal(
            ["McpProxy:Plugins:0: MCP201: Plugin 'misshapen' could not be loaded: Plugin.Add does not take exactly one IMcpProxyBuilder."],
            Register(_folder.Path).Errors.Select(e => e.ToString()));
    }

    [Fact]
    public void Register_MissingDependency_IsNamedWithItsReason()
    {
        // Its method takes a type of an assembly that is neither in the folder nor the host's.
        var parameter = Path.Combine(_folder.Path, "elsewhere");
        FakePlugin.WriteThrowing(parameter, "Elsewhere", typeof(IMcpProxyBuilder));
        var missing = new AssemblyLoadContext("missing", isCollectible: true).LoadFromAssemblyPath(Path.Combine(parameter, "Elsewhere.dll")).GetType("Plugin")!;
        FakePlugin.WriteThrowing(Path.Combine(_folder.Path, "plugin"), "Incomplete", missing);

        var error = Assert.Single(Register(Path.Combine(_folder.Path, "plugin")).Errors);

        Assert.StartsWith("Plugin 'Incomplete' could not be loaded: ", error.Message, StringComparison.Ordinal);
        Assert.Contains("Elsewhere", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Register_FileThatIsNoLibrary_IsNamed()
    {
        var file = _folder.Write("garbage.dll", "not a library");

        var error = Assert.Single(Register(_folder.Path).Errors);

        Assert.StartsWith($"McpProxy:Plugins:0: MCP201: Plugin file '{file}' cannot be read: ", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Register_SeveralMistakes_ReportsAll()
    {
        FakePlugin.WriteThrowing(Path.Combine(_folder.Path, "throws"), "Unlicensed", typeof(IMcpProxyBuilder));

        var plugins = Register("nowhere", "throws");

        Assert.Equal(["MCP200", "MCP201"], plugins.Errors.Select(e => e.Code).Order(StringComparer.Ordinal));
    }

    private static void CopyTo(string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var file in Directory.GetFiles(SamplePlugin.Folder))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }
    }

    private PluginSet Register(params string[] folders)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(folders.Select((f, i) => KeyValuePair.Create($"McpProxy:Plugins:{i}", (string?)f)))
            .Build();
        return PluginSet.Register(new SomeBuilder(_services, configuration), _folder.Path);
    }

    private sealed record SomeBuilder(IServiceCollection Services, IConfiguration Configuration) : IMcpProxyBuilder;
}
