using AdsSimulator.Regions;

namespace AdsSimulator;

/// <summary>The command line of the simulator when it runs alone.</summary>
internal static class SimulatorArguments
{
    public const string DefaultUrl = "http://127.0.0.1:8900";

    public const string Help = $"""
        Simulates the Amazon Ads API for tests and demonstrations. Nothing leaves this machine.

        Usage: AdsSimulator [options]

          --urls URL[;URL]         where to listen; port 0 picks a free one (default {DefaultUrl})
          --region na|eu|fe        the region of these URLs (default na); any region is also served under /na, /eu, /fe
          --listen REGION=URL      an extra address that serves one region; may be repeated
          --require-tokens         the Ads API answers only requests with an access token of this simulator
          --verbose                log every request to the console
          --help                   print this

        Example: AdsSimulator --urls http://127.0.0.1:8900 --listen eu=http://127.0.0.1:8901
        """;

    /// <summary>Applies the arguments to the options.</summary>
    /// <exception cref="FormatException">An argument is unknown or has no usable value.</exception>
    public static void Apply(string[] args, SimulatorOptions options)
    {
        for (var i = 0; i < args.Length; i++)
        {
            var (name, value) = Split(args[i]);
            if (name == "--verbose" && value is null)
            {
                options.Verbose = true;
                continue;
            }

            if (name == "--require-tokens" && value is null)
            {
                options.Ads = options.Ads with { RequireTokens = true };
                continue;
            }

            if (name is not ("--urls" or "--region" or "--listen"))
            {
                throw new FormatException($"Unknown argument {args[i]}.");
            }

            value ??= i + 1 < args.Length ? args[++i] : throw new FormatException($"{name} needs a value.");
            Apply(name, value, options);
        }
    }

    private static void Apply(string name, string value, SimulatorOptions options)
    {
        switch (name)
        {
            case "--urls":
                options.Urls = value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
                break;
            case "--region":
                options.Region = value;
                break;
            default:
                var at = value.IndexOf('=', StringComparison.Ordinal);
                if (at < 1)
                {
                    throw new FormatException($"--listen {value}: write it as REGION=URL, for example eu=http://127.0.0.1:8901.");
                }

                options.RegionUrls[AdsRegion.Parse(value[..at]).Code] = value[(at + 1)..];
                break;
        }
    }

    private static (string Name, string? Value) Split(string argument)
    {
        var at = argument.IndexOf('=', StringComparison.Ordinal);
        return at < 0 ? (argument, null) : (argument[..at], argument[(at + 1)..]);
    }
}
