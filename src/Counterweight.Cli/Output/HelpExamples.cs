using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Counterweight.Cli.Output;

/// <summary>Help, and behind it commands that can be copied.</summary>
internal sealed class HelpExamples(HelpAction help) : SynchronousCommandLineAction
{
    private static readonly (string Command, string Example, string Meaning)[] All =
    [
        ("counterweight", "counterweight", "compares the models on the built-in data"),
        ("inspect", "counterweight inspect claims.csv --label fraud", "says what the file holds; fraud is the column of the class"),
        ("compare", "counterweight compare claims.csv --label fraud --seeds 5", "compares the models on the file, as means over five splits"),
        ("tune", "counterweight tune claims.csv --label fraud --cost yes=500,no=5", "chooses weights and a threshold for these costs of mistakes"),
        ("compare", "counterweight compare claims.csv --label fraud --calibration", "and what weighting and resampling do to probabilities"),
        ("train", "counterweight train claims.csv --label fraud --output fraud.model", "writes a model of the file"),
        ("predict", "counterweight predict claims.csv --model fraud.model", "writes each row's probabilities and class as CSV"),
        ("export", "counterweight export fraud.model --to fraud.onnx", "writes the model for ONNX Runtime, which answers as predict does"),
        ("evaluate", "counterweight evaluate predictions.csv --label fraud --cost yes=500,no=5", "says how good predictions are, and what their decisions cost"),
        ("report", "counterweight report predictions.csv --label fraud --output report.html", "makes a page of them"),
    ];

    /// <summary>Puts the examples behind the help of a command and of those below it.</summary>
    public static void AddTo(RootCommand root)
    {
        var option = root.Options.OfType<HelpOption>().Single();
        option.Action = new HelpExamples((HelpAction)option.Action!);
    }

    /// <summary>Who asks for help need not know the arguments.</summary>
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var exitCode = help.Invoke(parseResult);
        var command = parseResult.CommandResult.Command;
        var output = parseResult.InvocationConfiguration.Output;
        output.WriteLine("Examples:");
        foreach (var (_, example, meaning) in All.Where(each => command is RootCommand || string.Equals(each.Command, command.Name, StringComparison.Ordinal)))
        {
            output.WriteLine($"  {example}");
            output.WriteLine($"      {meaning}");
        }

        output.WriteLine();
        return exitCode;
    }
}
