using System.Runtime.CompilerServices;

namespace McpProxy.IntegrationTests;

/// <summary>What holds for the whole process of the tests.</summary>
internal static class TestProcess
{
    /// <summary>
    /// Hosts of tests have no settings files that could change. Each would watch for them all the same, and systems have few watches: 128 of a
    /// user's on many, which these tests and an editor use up together.
    /// </summary>
    [ModuleInitializer]
    public static void WatchNoSettings() => Environment.SetEnvironmentVariable("DOTNET_hostBuilder__reloadConfigOnChange", "false");
}
