using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace McpProxy.IntegrationTests.Cli;

/// <summary>The real <c>mcpproxy</c> in a process of its own, with what it prints to either stream.</summary>
internal sealed class CliProcess : IAsyncDisposable
{
    /// <summary>The one time limit of these tests: long enough for a busy machine, and only ever waited for by a failure.</summary>
    private static readonly TimeSpan TimeLimit = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Lock _gate = new();
    private readonly List<string> _output = [];
    private readonly List<string> _error = [];
    private readonly List<(List<string> Lines, Func<string, bool> Matches, TaskCompletionSource<string> Found)> _waiting = [];

    private CliProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Take(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Take(_error, line.Data);
    }

    /// <summary>The lines of standard output so far.</summary>
    public IReadOnlyList<string> Output => Copy(_output);

    /// <summary>The lines of standard error so far.</summary>
    public IReadOnlyList<string> Error => Copy(_error);

    public int Id => _process.Id;

    public StreamWriter Input => _process.StandardInput;

    /// <summary>Starts a command line.</summary>
    /// <param name="folder">Its working directory.</param>
    /// <param name="args">The arguments.</param>
    /// <param name="environment">Variables in addition to those of the tests.</param>
    public static CliProcess Start(string folder, IEnumerable<string> args, params IEnumerable<(string Name, string Value)> environment)
    {
        var start = new ProcessStartInfo("dotnet", [Executable(), .. args])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("ASPNETCORE_URLS");
        start.Environment.Remove("ASPNETCORE_ENVIRONMENT");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = new CliProcess(start);
        process._process.Start();
        process._process.BeginOutputReadLine();
        process._process.BeginErrorReadLine();
        return process;
    }

    /// <summary>Starts <c>mcpproxy run</c> on a free port and waits until it is ready.</summary>
    /// <returns>The process, and the address of its HTTP door.</returns>
    public static async Task<(CliProcess Process, Uri Address)> RunAsync(string folder, IEnumerable<string> args, params IEnumerable<(string Name, string Value)> environment)
    {
        var process = Start(folder, ["run", .. args, "--urls", "http://127.0.0.1:0"], environment);
        var ready = await process.OutputLineAsync(line => line.StartsWith("McpProxy is ready: ", StringComparison.Ordinal));
        return (process, new Uri(ready.Split(' ', ',')[4]));
    }

    public Task<string> OutputLineAsync(Func<string, bool> matches) => LineAsync(_output, matches);

    public Task<string> ErrorLineAsync(Func<string, bool> matches) => LineAsync(_error, matches);

    /// <summary>Sends SIGTERM.</summary>
    public async Task TerminateAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString()]);
        await kill.WaitForExitAsync().WaitAsync(TimeLimit);
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Waits for the end and returns the exit code.</summary>
    public async Task<int> ExitAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(TimeLimit);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    /// <summary>The host of the same build as these tests: …/bin/Release/net10.0/</summary>
    private static string Executable([CallerFilePath] string thisFile = "")
    {
        var build = new DirectoryInfo(AppContext.BaseDirectory);
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", "..", ".."));
        return Path.Combine(root, "proxy", "McpProxy", "bin", build.Parent!.Name, build.Name, "mcpproxy.dll");
    }

    private async Task<string> LineAsync(List<string> lines, Func<string, bool> matches)
    {
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (lines.Find(l => matches(l)) is { } line)
            {
                return line;
            }

            _waiting.Add((lines, matches, found));
        }

        try
        {
            return await found.Task.WaitAsync(TimeLimit);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"The line did not come.{Environment.NewLine}{string.Join(Environment.NewLine, Output.Concat(Error))}");
        }
    }

    private void Take(List<string> lines, string? line)
    {
        lock (_gate)
        {
            if (line is null)
            {
                return;
            }

            lines.Add(line);
            foreach (var waiting in _waiting.Where(w => w.Lines == lines && w.Matches(line)))
            {
                waiting.Found.TrySetResult(line);
            }
        }
    }

    private IReadOnlyList<string> Copy(List<string> lines)
    {
        lock (_gate)
        {
            return [.. lines];
        }
    }
}
