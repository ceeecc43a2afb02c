using System.Reflection;
using System.Reflection.Emit;

namespace McpProxy.UnitTests.Host.Plugins;

/// <summary>Writes assemblies with one plugin method each, as somebody might who makes a mistake.</summary>
internal static class FakePlugin
{
    /// <summary>A plugin whose method takes one parameter and throws <see cref="InvalidOperationException"/> ("no licence").</summary>
    public static void WriteThrowing(string folder, string name, Type parameter)
    {
        var assembly = new PersistedAssemblyBuilder(new AssemblyName(name), typeof(object).Assembly);
        var type = assembly.DefineDynamicModule(name).DefineType("Plugin", TypeAttributes.Public | TypeAttributes.Abstract | TypeAttributes.Sealed);
        var method = type.DefineMethod("Add", MethodAttributes.Public | MethodAttributes.Static, typeof(void), [parameter]);
        method.SetCustomAttribute(new CustomAttributeBuilder(typeof(McpProxyPluginAttribute).GetConstructor([typeof(string)])!, [name.ToLowerInvariant()]));
        var code = method.GetILGenerator();
        code.Emit(OpCodes.Ldstr, "no licence");
        code.Emit(OpCodes.Newobj, typeof(InvalidOperationException).GetConstructor([typeof(string)])!);
        code.Emit(OpCodes.Throw);
        type.CreateType();
        Directory.CreateDirectory(folder);
        assembly.Save(Path.Combine(folder, name + ".dll"));
    }
}
