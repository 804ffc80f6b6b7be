// Every style sheet, lowest first.
import "./parts/tokens.css";
import "./parts/base.css";
import "./canvas/canvas.css";
import "./code/code.css";
import "./inspector/inspector.css";
import "./expressions/expressions.css";
import "./runs/runs.css";
import "./inbox/inbox.css";
import "./machines/machines.css";
import "./clients/clients.css";
import "./accounts/accounts.css";
import "./rescue/rescue.css";
import "./files/files.css";
import "./team-rules/team-rules.css";
import "./start/start.css";
import "./designer/designer.css";
import "./shell/shell.css";
