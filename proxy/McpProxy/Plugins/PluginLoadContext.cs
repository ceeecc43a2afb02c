using System.Collections.Frozen;
using System.Reflection;
using System.Runtime.Loader;

namespace McpProxy.Host.Plugins;

/// <summary>
/// Holds the assemblies of one plugin folder, so that two plugins can use different versions of the same library. What
/// plugin and host talk about (the contracts, YARP, ASP.NET Core, .NET) comes from the host, or their types would not be
/// the same.
/// </summary>
internal sealed class PluginLoadContext(string assemblyPath) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(assemblyPath))
{
    private static readonly FrozenSet<string> _sharedNames = new[] { "McpProxy.Abstractions", "Yarp.ReverseProxy" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    private static readonly string[] _sharedPrefixes = ["System.", "Microsoft.AspNetCore.", "Microsoft.Extensions."];

    private readonly AssemblyDependencyResolver _resolver = new(assemblyPath);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var name = assemblyName.Name ?? "";
        // Null means: as the host would load it, or not at all.
        return _sharedNames.Contains(name) || IsFramework(assemblyName) || _resolver.ResolveAssemblyToPath(assemblyName) is not { } path
            ? null
            : LoadFromAssemblyPath(path);
    }

    protected override IntPtr LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : IntPtr.Zero;

    private static bool IsFramework(AssemblyName assemblyName)
    {
        if (!_sharedPrefixes.Any(p => assemblyName.Name!.StartsWith(p, StringComparison.OrdinalIgnoreCase)))
        {
            return false;
        }

        try
        {
            // By name alone: a plugin may bring a package of this name that is not part of the host's framework.
            return Default.LoadFromAssemblyName(new AssemblyName(assemblyName.Name!)) is not null;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }
}
