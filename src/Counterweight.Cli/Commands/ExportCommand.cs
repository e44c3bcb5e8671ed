using System.CommandLine;
using Counterweight.Cli.Arguments;
using Counterweight.Cli.Exporting;
using Counterweight.Cli.Models;
using Counterweight.Cli.Output;
using Counterweight.Cli.Reading.Sources;
using Counterweight.Onnx;
using Counterweight.Training.Interchange;

namespace Counterweight.Cli.Commands;

/// <summary><c>export</c>.</summary>
internal sealed class ExportCommand(Session session, SharedOptions shared)
{
    private readonly Argument<string> model = InputFiles.Argument("The model, as counterweight train writes it", "MODEL");

    private readonly Option<string> to = new("--to")
    {
        Description = "Where the file goes, FILE.onnx or FILE.txt; - is standard output",
        HelpName = "FILE",
        Required = true,
    };

    private readonly Option<ExportFormat> format = Words<ExportFormat>.One("--format", "What to write; auto goes by the extension: .onnx, or .txt for the text format of LightGBM");
    private readonly Option<OnnxElementType> numbers = Words<OnnxElementType>.One("--numbers", "Of ONNX: what features and probabilities are");
    private readonly Option<OnnxInputs> inputs = Words<OnnxInputs>.One("--inputs", "Of ONNX: one input of all features, where categories are numbers, or one a column, where they are texts");

    /// <summary>The command.</summary>
    public Command Create()
    {
        var command = new Command("export", "Writes a model in a format of other programs: ONNX, with the decision that it makes, or LightGBM's text format, its scores alone");
        command.Arguments.Add(model);
        command.Add(to, format, numbers, inputs);
        command.SetAction(Export);
        return command;
    }

    private int Export(ParseResult parsed)
    {
        var path = parsed.GetRequiredValue(model);
        var target = new OutputFile(parsed.GetRequiredValue(to)) { Option = to.Name };
        var chosen = Format(parsed, target);
        if (chosen == ExportFormat.Onnx)
        {
            target.CheckModel(session, path);
        }
        else
        {
            RefuseIdle(parsed, numbers, inputs);
            target.Check(path);
        }

        var trained = ModelInput.Load(path, session.Cancellation);
        var options = new OnnxOptions { ElementType = parsed.GetValue(numbers), Inputs = parsed.GetValue(inputs), Decision = ExportDecision.Of(trained) };
        Failure.GuardMemory(trained.Source, "the model is too large", () =>
        {
            target.Write(session, stream => Write(trained, chosen, options, stream));
            return true;
        });
        ExportOutput.Write(target.IsStandard ? session with { Output = session.Error, Width = null } : session, new(trained, chosen, options, target), parsed.GetValue(shared.Json));
        return ExitCode.Success;
    }

    private static void Write(TrainedModel trained, ExportFormat format, OnnxOptions options, Stream stream)
    {
        try
        {
            OutputException.Guard(() =>
            {
                if (format == ExportFormat.Onnx)
                {
                    OnnxFile.Save(trained.Model, stream, trained.Schema, options);
                }
                else
                {
                    LightGbmFile.Save(trained.Model, stream, trained.Schema);
                }
            });
        }
        catch (ArgumentException e)
        {
            // Without the name of the parameter.
            throw new InputException($"{trained.Source}: {e.Message.Split(" (Parameter")[0].TrimEnd('.')}", e);
        }
    }

    private ExportFormat Format(ParseResult parsed, OutputFile target)
    {
        var given = parsed.GetValue(format);
        return given != ExportFormat.Auto ? given : Path.GetExtension(target.Path).ToUpperInvariant() switch
        {
            ".ONNX" => ExportFormat.Onnx,
            ".TXT" => ExportFormat.LightGbm,
            _ => throw new InputException($"--to {InputFile.Name(target.Path)}: the extension is neither .onnx nor .txt; --format onnx or --format lightgbm says what to write"),
        };
    }

    private static void RefuseIdle(ParseResult parsed, params ReadOnlySpan<Option> options)
    {
        foreach (var option in options)
        {
            if (parsed.GetResult(option) is { Implicit: false })
            {
                throw new InputException($"{option.Name} and the format lightgbm contradict each other: it is of ONNX");
            }
        }
    }
}
