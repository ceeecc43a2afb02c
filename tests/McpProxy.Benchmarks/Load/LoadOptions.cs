using System.Globalization;

namespace McpProxy.Benchmarks.Load;

/// <summary>What <c>load.sh</c> tells the load generator: where the servers are, how long to measure, what was measured at start.</summary>
internal sealed record LoadOptions
{
    public required ServerProcess Upstream { get; init; }

    public required ServerProcess Yarp { get; init; }

    public required ServerProcess Bare { get; init; }

    public required ServerProcess McpProxy { get; init; }

    public required ServerProcess StaticFile { get; init; }

    /// <summary>Null where Node.js or the SDK is missing.</summary>
    public ServerProcess? TypeScript { get; init; }

    /// <summary>Resident memory of the idle proxy with 700 tools, in MB.</summary>
    public double IdleMegabytes { get; init; }

    /// <summary>From the start of the proxy with 700 tools to its readiness, in seconds.</summary>
    public double StartSeconds { get; init; }

    public string? JsonFile { get; init; }

    public bool Quick { get; init; }

    public int Connections { get; init; } = 32;

    /// <summary>Many short rounds rather than few long ones: what else the machine does then weighs on both sides alike.</summary>
    public int Rounds => Quick ? 5 : 16;

    public TimeSpan Measured => TimeSpan.FromSeconds(Quick ? 0.5 : 0.7);

    public TimeSpan WarmUpLimit => TimeSpan.FromSeconds(Quick ? 3 : 15);

    public static LoadOptions Parse(IReadOnlyList<string> arguments)
    {
        var given = new Dictionary<string, string>();
        for (var i = 0; i + 1 < arguments.Count; i += 2)
        {
            given[arguments[i]] = arguments[i + 1];
        }

        return new LoadOptions
        {
            Upstream = ServerProcess.Parse(given["--upstream"]),
            Yarp = ServerProcess.Parse(given["--yarp"]),
            Bare = ServerProcess.Parse(given["--bare"]),
            McpProxy = ServerProcess.Parse(given["--mcpproxy"]),
            StaticFile = ServerProcess.Parse(given["--static"]),
            TypeScript = given.TryGetValue("--typescript", out var typeScript) ? ServerProcess.Parse(typeScript) : null,
            IdleMegabytes = double.Parse(given["--idle-mb"], CultureInfo.InvariantCulture),
            StartSeconds = double.Parse(given["--start-seconds"], CultureInfo.InvariantCulture),
            JsonFile = given.GetValueOrDefault("--json"),
            Quick = given.GetValueOrDefault("--quick") == "true",
        };
    }
}
