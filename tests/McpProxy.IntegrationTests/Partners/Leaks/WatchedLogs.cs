using System.Text;
using Microsoft.Extensions.Logging;

namespace McpProxy.IntegrationTests.Partners.Leaks;

/// <summary>
/// Gives everything that is logged to a watch: messages, the values in them, scopes and exceptions. But for ASP.NET Core's own log of
/// requests, which is off by default and shows whole URLs, with the codes of OAuth callbacks (docs/oauth.md).
/// </summary>
internal sealed class WatchedLogs(LeakWatch watch) : ILoggerProvider, ISupportExternalScope
{
    private const string RequestLog = "Microsoft.AspNetCore.Hosting.Diagnostics";

    private IExternalScopeProvider? _scopes;

    public ILogger CreateLogger(string categoryName) => new Logger(this, watch, categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopes = scopeProvider;

    public void Dispose()
    {
    }

    private static void Append(StringBuilder text, object? state)
    {
        text.Append('\n').Append(state);
        if (state is IEnumerable<KeyValuePair<string, object?>> values)
        {
            foreach (var (name, value) in values)
            {
                text.Append('\n').Append(name).Append('=').Append(value);
            }
        }
    }

    private sealed class Logger(WatchedLogs owner, LeakWatch watch, string category) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => owner._scopes?.Push(state);

        public bool IsEnabled(LogLevel logLevel) => category != RequestLog || logLevel >= LogLevel.Warning;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (!IsEnabled(logLevel))
            {
                return;
            }

            var text = new StringBuilder(formatter(state, exception)).Append('\n').Append(exception);
            Append(text, state);
            owner._scopes?.ForEachScope((scope, to) => Append(to, scope), text);
            watch.AddOutput($"log {category} {logLevel} {eventId.Id}", text.ToString());
        }
    }
}
