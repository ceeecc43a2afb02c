using System.Globalization;

namespace AdsSimulator;

internal static class Program
{
    private const int Usage = 2;

    private static async Task<int> Main(string[] args)
    {
        if (args.Any(a => a is "--help" or "-h" or "-?"))
        {
            Console.WriteLine(SimulatorArguments.Help);
            return 0;
        }

        WebApplication app;
        try
        {
            // Later arguments win, so this is only a default.
            app = SimulatorApp.Create(["--urls", SimulatorArguments.DefaultUrl, .. args], options => options.HandleSignals = true);
        }
        catch (FormatException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            await Console.Error.WriteLineAsync("Run with --help to see the options.");
            return Usage;
        }

        await using (app)
        {
            await app.StartAsync();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Amazon Ads simulator on {string.Join(", ", app.Urls)}"));
            await app.WaitForShutdownAsync();
        }

        return 0;
    }
}
