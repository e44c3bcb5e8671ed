using System.Runtime.InteropServices;
using System.Text;
using Counterweight.Cli;
using Counterweight.Cli.Output;
using Spectre.Console;

using var cancellation = new CancellationTokenSource();
var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using var error = new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true };
var ending = new Ending(error);
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context =>
{
    context.Cancel = true;
    ending.Begin();
    cancellation.Cancel();
});

var bytes = StandardOutput.Open();
var output = new StreamWriter(bytes, utf8) { NewLine = Environment.NewLine };
var progress = Console.IsErrorRedirected ? null : AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

// Some terminals, those of CI systems above all, are zero columns wide.
int? width = Console.IsOutputRedirected || Console.WindowWidth <= 0 ? null : Console.WindowWidth;
var exitCode = CommandLine.Run(args, new Session(output, error, progress, width, cancellation.Token) { Bytes = bytes, WorkEnded = ending.Complete });
ending.Complete();
return exitCode;
