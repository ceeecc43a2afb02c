using System.Diagnostics;
using System.Runtime.Versioning;

namespace McpProxy.Testing;

/// <summary>Files that keep everybody waiting who opens them, as nobody writes into them.</summary>
[UnsupportedOSPlatform("windows")]
internal static class NamedPipe
{
    public static void Create(string path)
    {
        using var process = Process.Start("mkfifo", [path]);
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new IOException($"mkfifo ended with {process.ExitCode}.");
        }
    }
}
