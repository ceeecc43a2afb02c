using System.Diagnostics;
using System.Text.RegularExpressions;

namespace McpProxy.IntegrationTests.EndToEnd;

/// <summary>The real <c>mcpproxy</c> in a process of its own, on a free port.</summary>
internal sealed partial class GatewayProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly TaskCompletionSource<Uri> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<string> _output = [];

    private GatewayProcess(ProcessStartInfo start)
    {
        _process = new Process { StartInfo = start, EnableRaisingEvents = true };
        _process.OutputDataReceived += (_, line) => Take(line.Data);
        _process.ErrorDataReceived += (_, line) => Take(line.Data);
        _process.Exited += (_, _) => _ready.TrySetException(new InvalidOperationException($"mcpproxy ended with {_process.ExitCode}.{Environment.NewLine}{Output}"));
    }

    /// <summary>Address of the HTTP door, with a trailing slash.</summary>
    public Uri Address { get; private set; } = new("http://127.0.0.1");

    /// <summary>Address of the MCP door.</summary>
    public Uri Mcp => new(Address, "mcp");

    /// <summary>All lines it has printed so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return string.Join(Environment.NewLine, _output);
            }
        }
    }

    /// <summary>Starts <c>mcpproxy run</c> with configuration files and waits until it is ready.</summary>
    public static Task<GatewayProcess> StartAsync(GatewayFiles files, CancellationToken cancellationToken) =>
        StartAsync(["run", "--config", files.BaseFile, "--config", files.LayerFile, "--urls", "http://127.0.0.1:0"], cancellationToken);

    public static async Task<GatewayProcess> StartAsync(IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("dotnet", [Executable, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Remove("ASPNETCORE_URLS");
        var gateway = new GatewayProcess(start);
        try
        {
            gateway._process.Start();
            gateway._process.BeginOutputReadLine();
            gateway._process.BeginErrorReadLine();
            gateway.Address = await gateway._ready.Task.WaitAsync(cancellationToken);
            return gateway;
        }
        catch
        {
            await gateway.DisposeAsync();
            throw;
        }
    }

    /// <summary>Asks it to stop, as a container runtime does.</summary>
    public async Task TerminateAsync(CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", ["-TERM", _process.Id.ToString()]);
        await kill.WaitForExitAsync(cancellationToken);
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>Waits until it has ended and returns its exit code.</summary>
    public async Task<int> ExitAsync(CancellationToken cancellationToken)
    {
        await _process.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync(CancellationToken.None);
        }
        catch (InvalidOperationException)
        {
            // It never started, or has ended already.
        }

        _process.Dispose();
    }

    /// <summary>The host of the same build as these tests.</summary>
    private static string Executable
    {
        get
        {
            var build = new DirectoryInfo(AppContext.BaseDirectory);
            var root = build;
            while (!File.Exists(Path.Combine(root.FullName, "McpProxy.sln")))
            {
                root = root.Parent ?? throw new InvalidOperationException($"No McpProxy.sln above {build}.");
            }

            // …/bin/Release/net10.0/
            return Path.Combine(root.FullName, "proxy", "McpProxy", "bin", build.Parent!.Name, build.Name, "mcpproxy.dll");
        }
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_output)
        {
            _output.Add(line);
        }

        if (McpAddress().Match(line) is { Success: true } match)
        {
            _ready.TrySetResult(new Uri(match.Groups["proxy"].Value + "/"));
        }
    }

    [GeneratedRegex(@"(?<proxy>http://127\.0\.0\.1:\d+)/mcp\b")]
    private static partial Regex McpAddress();
}
