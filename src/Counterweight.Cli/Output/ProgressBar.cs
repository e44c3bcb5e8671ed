using Counterweight.Training;
using Spectre.Console;

namespace Counterweight.Cli.Output;

/// <summary>Runs work under a progress bar, or without one where nobody watches.</summary>
internal static class ProgressBar
{
    public static T Run<T>(IAnsiConsole? console, Func<IProgress<FitProgress>?, T> work)
    {
        if (console is null)
        {
            return work(null);
        }

        return console.Progress()
            .AutoClear(true)
            .Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
            .Start(context => work(new Bar(context.AddTask("starting", maxValue: 1))));
    }

    private sealed class Bar(ProgressTask task) : IProgress<FitProgress>
    {
        public void Report(FitProgress value)
        {
            task.Value = value.Fraction;
            task.Description = Markup.Escape(value.Text);
        }
    }
}
