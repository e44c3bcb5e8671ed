using System.Runtime.InteropServices;
using System.Text;
using Counterweight.Cli;
using Spectre.Console;

using var cancellation = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
{
    context.Cancel = true;
    cancellation.Cancel();
});

var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using var output = new StreamWriter(Console.OpenStandardOutput(), utf8) { NewLine = Environment.NewLine };
using var error = new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true };
var progress = Console.IsErrorRedirected ? null : AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

// Some terminals, those of CI systems above all, are zero columns wide.
int? width = Console.IsOutputRedirected || Console.WindowWidth <= 0 ? null : Console.WindowWidth;
return CommandLine.Run(args, new Session(output, error, progress, width, cancellation.Token));
