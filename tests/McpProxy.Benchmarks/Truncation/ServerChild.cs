using System.Diagnostics;
using McpProxy.Benchmarks.Load;

namespace McpProxy.Benchmarks.Truncation;

/// <summary>A server of this program in a process of its own; ended when it is disposed of.</summary>
internal sealed class ServerChild : IDisposable
{
    private const string Ready = "ready ";

    private readonly Process _process;

    private ServerChild(Process process, Uri address)
    {
        _process = process;
        Server = new ServerProcess(address, process.Id);
    }

    public ServerProcess Server { get; }

    /// <summary>Starts one and waits until it listens.</summary>
    /// <param name="arguments">Its verb and what the verb takes.</param>
    public static async Task<ServerChild> StartAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true }; // we are a program with a path
        var process = Process.Start(start)!; // without the shell there is always one
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith(Ready, StringComparison.Ordinal))
            {
                return new ServerChild(process, new Uri(line[Ready.Length..]));
            }
        }

        throw new InvalidOperationException($"{arguments[0]} did not start.");
    }

    public void Dispose()
    {
        _process.Kill();
        _process.WaitForExit();
        _process.Dispose();
    }
}
